"""Uploading and the list of documents, as a person sees it: slices that resume, progress by itself, many at once."""

import hashlib
import random
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from curation.documents import listing
from curation.documents.models import Document
from curation.documents.states import State
from tests.browser.uploading import break_at, choose, row, work
from tests.browsing import assert_accessible, let_go, shoot
from tests.factories import make_document, make_example, make_passage

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_of_three_files_two_arrive_and_one_says_why_not(screen, expected_errors, theme):
    expected_errors.append("422")
    screen.emulate_media(color_scheme=theme)
    screen.open("documents/")
    choose(screen, ("a.txt", b"One tablet daily."), ("b.txt", b"Two tablets daily."), ("c.exe", b"MZ"))
    expect(row(screen, "a.txt")).to_contain_text("Waiting")
    expect(row(screen, "b.txt")).to_contain_text("Waiting")
    line = screen.locator(".upload__file").filter(has_text="c.exe")
    expect(line).to_contain_text("This kind of file cannot be read")
    expect(screen.locator("#alert")).to_contain_text("c.exe")
    expect(screen.locator("[data-upload-count]")).to_have_text("3 of 3 uploaded")
    assert screen.locator("[data-upload-batch] > summary > progress").evaluate("bar => bar.value") == 100
    assert_accessible(screen)
    shoot(screen, f"documents-upload-{theme}")


def test_a_broken_upload_goes_on_by_itself_and_arrives_whole(screen, expected_errors):
    expected_errors.append("ERR_CONNECTION_RESET|ERR_FAILED|ERR_INTERNET_DISCONNECTED")
    content = random.Random(1).randbytes(3 * 2**20).hex().encode() + b"\n"  # a little over one slice
    screen.open("documents/")
    waiting = break_at(screen, 4 * 2**20)
    choose(screen, ("big.txt", content))
    expect(screen.locator(".upload__state")).to_contain_text("The connection was lost")
    let_go(screen, waiting)
    expect(row(screen, "big.txt")).to_be_visible(timeout=20_000)
    assert Document.objects.get().sha256 == hashlib.sha256(content).hexdigest()


def test_an_upload_can_wait_and_be_given_up(screen):
    screen.open("documents/")
    screen.route("**/uploads/*/", lambda route: None)  # an answer that never comes
    choose(screen, ("slow.txt", b"Take with water."), ("other.txt", b"Take without."))
    line = screen.locator(".upload__file").filter(has_text="slow.txt")
    line.get_by_role("button", name="Pause").click()
    expect(line).to_contain_text("Paused")
    assert_accessible(screen)
    given_up = screen.locator(".upload__file").filter(has_text="other.txt")
    given_up.get_by_role("button", name="Cancel").click()
    expect(given_up).to_contain_text("Cancelled")
    screen.unroute("**/uploads/*/")
    line.get_by_role("button", name="Go on").click()
    expect(row(screen, "slow.txt")).to_be_visible()
    assert [document.name for document in Document.objects.all()] == ["slow.txt"]


def test_a_folder_that_is_dropped_brings_the_files_in_it_and_in_its_folders(screen, context, tmp_path):
    (tmp_path / "scans/spring").mkdir(parents=True)
    (tmp_path / "scans/one.txt").write_text("One tablet daily.")
    (tmp_path / "scans/spring/two.txt").write_text("Two tablets daily.")
    (tmp_path / "scans/spring/.listing").write_text("What a system leaves in folders.")
    screen.open("documents/")
    hand = context.new_cdp_session(screen)
    carried = {"items": [], "files": [str(tmp_path / "scans")], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": step, "x": 600, "y": 400, "data": carried})
    expect(row(screen, "one.txt")).to_be_visible()
    expect(row(screen, "two.txt")).to_be_visible()
    assert Document.objects.count() == 2


def test_the_same_bytes_again_are_said_to_be_here(screen, project):
    screen.open("documents/")
    choose(screen, ("a.txt", b"One tablet daily."))
    expect(row(screen, "a.txt")).to_be_visible()
    choose(screen, ("again.txt", b"One tablet daily."))
    link = screen.get_by_role("link", name=re.compile("Already here: a.txt"))
    document = Document.objects.get()
    expect(link).to_have_attribute("href", reverse("documents:detail", args=[project.slug, document.pk]))


def test_the_files_of_a_folder_come_with_its_name_and_without_what_a_system_hides_there(screen, tmp_path):
    folder = tmp_path / "letters" / "Discharge letters"
    folder.mkdir(parents=True)
    for name in ("a.txt", ".hidden.txt"):
        (folder / name).write_text(f"One tablet daily. {name}")
    screen.open("documents/")
    screen.locator("input[webkitdirectory]").set_input_files(tmp_path / "letters")
    expect(row(screen, "a.txt")).to_be_visible()
    assert [(each.name, each.folder) for each in Document.objects.all()] == [("a.txt", "Discharge letters")]


def test_a_document_becomes_ready_before_the_eyes_and_then_nothing_is_asked_any_more(screen):
    screen.open("documents/")
    choose(screen, ("faq.md", b"# Hours\n\nQ: When is the clinic open?\nA: The clinic is open from eight to six.\n"))
    expect(row(screen, "faq.md")).to_contain_text("Waiting")
    work()
    expect(row(screen, "faq.md")).to_contain_text("Ready")
    asked = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.wait_for_timeout(2500)  # two beats, each of which asked while the document was moving
    assert [url for url in asked if "/status/" in url][1:] == []


def test_reading_can_be_cancelled_and_begun_again(screen, project):
    make_document(project, name="long.pdf", state=State.READING, pages=["a"] * 3)
    screen.open("documents/")
    row(screen, "long.pdf").get_by_role("button", name="Cancel").click()
    expect(row(screen, "long.pdf")).to_contain_text("Reading was cancelled")
    row(screen, "long.pdf").get_by_role("button", name="Try again").click()
    expect(row(screen, "long.pdf")).to_contain_text("Reading page 3 of 3")


def test_rows_are_chosen_in_ranges_and_removed_after_a_look_at_what_goes(screen, project):
    for n in range(5):
        make_example(passage=make_passage(make_document(project, name=f"letter-{n}.pdf")))
    screen.open("documents/")
    boxes = screen.locator("[data-choose]")
    boxes.nth(0).check()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(screen.locator("[data-chosen-count]")).to_have_text("3 chosen")
    boxes.nth(3).focus()
    screen.keyboard.press("Shift+Space")
    expect(screen.locator("[data-chosen-count]")).to_have_text("4 chosen")
    assert_accessible(screen)
    shoot(screen, "documents-chosen")
    screen.get_by_role("button", name="Remove…").click()
    expect(screen.get_by_role("heading", name="Remove 4 documents?")).to_be_visible()
    assert_accessible(screen)
    shoot(screen, "documents-remove")
    screen.get_by_role("button", name="Remove 4 documents").click()
    expect(boxes).to_have_count(1)
    expect(row(screen, "letter-0.pdf")).to_be_visible()


def test_all_that_match_are_chosen_beyond_the_page_in_any_order(screen, project, monkeypatch):
    monkeypatch.setattr(listing, "ROWS", 3)
    for n in range(5):
        make_document(project, name=f"letter-{n}.pdf")
    screen.open("documents/")
    screen.get_by_role("link", name="Name").click()
    expect(screen.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "ascending")
    expect(screen.get_by_role("link", name="Name")).to_be_focused()
    expect(screen).to_have_url(re.compile("sort=name"))
    screen.get_by_label("Choose letter-0.pdf").check()
    screen.get_by_label("All 5 that match").check()
    expect(screen.locator("[data-chosen-count]")).to_have_text("5 chosen")
    Document.objects.filter(name="letter-0.pdf").update(state=State.FAILED, problem="damaged")
    screen.evaluate("document.body.dispatchEvent(new CustomEvent('documents:changed'))")
    expect(row(screen, "letter-0.pdf")).to_contain_text("damaged")
    expect(screen.locator("[data-chosen-count]")).to_have_text("5 chosen")
    assert_accessible(screen)
    shoot(screen, "documents-every")
    screen.get_by_label("Choose letter-1.pdf").uncheck()
    expect(screen.locator("[data-chosen-count]")).to_have_text("2 chosen")
    screen.get_by_label("All 5 that match").check()
    screen.get_by_role("button", name="Remove…").click()
    screen.get_by_role("button", name="Remove 5 documents").click()
    expect(screen.locator("#status")).to_have_text("5 documents were removed.")


def test_what_is_chosen_outlives_a_refresh_of_the_rows(screen, project):
    make_document(project, name="letter.pdf")
    moving = make_document(project, name="long.pdf", state=State.READING)
    screen.open("documents/")
    screen.get_by_label("Choose letter.pdf").check()
    screen.locator("h1").click()
    screen.evaluate("document.activeElement.blur()")
    Document.objects.filter(pk=moving.pk).update(state=State.READY, changed_at=moving.created_at)
    expect(row(screen, "long.pdf")).to_contain_text("Ready")
    expect(screen.get_by_label("Choose letter.pdf")).to_be_checked()
    expect(screen.locator("[data-chosen-count]")).to_have_text("1 chosen")
