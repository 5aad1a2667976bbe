"""Uploading and reading as a person sees it: slices that resume, progress by itself, doubt to be walked through."""

import hashlib
import random
import re

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import expect

from curation.documents import store
from curation.documents.models import Document, Page, Rereading
from curation.documents.states import PageState, State
from curation.examples.models import Example
from curation.intake import processing, rereading
from curation.intake.correcting import Wanted, correct
from curation.pipeline.types import Method
from curation.pipeline.types import Page as Read
from curation.projects.roles import Role
from tests.browsing import assert_accessible, shoot
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user
from tests.samples.files import FONT
from tests.services import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LETTER = """Dear Dr Hamid,
thank you for seeing this
54 year old wornan with
chest pain. Bisoprolol 2.5 mg
was started ooce daily."""
DOUBT = {"wornan": 54, "ooce": 41, "Hamid": 78}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def project():
    return make_project(name="Cardiology letters", slug="cardiology")


@pytest.fixture
def screen(strict_page, context, client, live_server, project):
    """A strict page whose person may do everything in the project; `open` takes a path below it."""
    client.force_login(join(project, make_user("luis"), *Role))
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    strict_page.emulate_media(reduced_motion="reduce")
    strict_page.open = lambda path: strict_page.goto(f"{live_server.url}/p/{project.slug}/{path}")
    return strict_page


def drawn(text):
    """A picture of the lines, and a row for each word with its box."""
    image = Image.new("L", (1000, 700), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 40)
    words, at = [], 0
    for row, line in enumerate(text.split("\n")):
        left = 80
        for word in line.split(" "):
            width = int(pen.textlength(word, font))
            pen.text((left, 90 + 80 * row), word, font=font, fill=20)
            sure = DOUBT.get(word.strip(",."), 96)
            words.append([at, at + len(word), left, 88 + 80 * row, width, 50, sure])
            at, left = at + len(word) + 1, left + width + 16
    return image, words


@pytest.fixture
def letter(project, tmp_path):
    """A scan of two pages: one with hard words, one that could not be read."""
    image, words = drawn(LETTER)
    image.save(tmp_path / "letter.tif", save_all=True, append_images=[image])
    stored = store.put([(tmp_path / "letter.tif").read_bytes()])
    document = make_document(
        project, pages=[LETTER, ""], name="letter-0416.tif", sha256=stored.sha256, media_type="image/tiff",
        has_pictures=True,
    )  # fmt: skip
    read = {"words": words, "width": 1000, "height": 700, "confidence": 88, "method": "ocr", "engine": "tesseract 5.5"}
    Page.objects.filter(document=document, number=1).update(**read, dpi=200)
    Page.objects.filter(document=document, number=2).update(state=PageState.FAILED, problem="too_slow")
    make_example(passage=make_passage(document, text=LETTER))
    return document


def open_letter(screen, letter, query=""):
    screen.open(f"documents/{letter.pk}/{query}")


def choose(screen, *files):
    chosen = [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    screen.locator("input[type=file]").set_input_files(chosen)


def work():
    """What a worker would do."""
    for document in Document.objects.moving():
        step = processing.open_document(document.pk)
        while step.batches:
            step = processing.read_pages(document.pk)
        processing.draft_document(document.pk)


def row(screen, name):
    return screen.get_by_role("row").filter(has_text=name)


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
    broken = []

    def handle(route):
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0" and not broken:
            broken.append(route.request.headers["upload-offset"])
            route.abort("connectionreset")
        else:
            route.continue_()

    screen.open("documents/")
    screen.route("**/uploads/*/", handle)
    choose(screen, ("big.txt", content))
    expect(screen.locator(".upload__state")).to_contain_text("The connection was lost")
    expect(row(screen, "big.txt")).to_be_visible(timeout=20_000)
    assert broken == [str(4 * 2**20)]
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


def test_the_same_bytes_again_are_said_to_be_here(screen, project):
    screen.open("documents/")
    choose(screen, ("a.txt", b"One tablet daily."))
    expect(row(screen, "a.txt")).to_be_visible()
    choose(screen, ("again.txt", b"One tablet daily."))
    link = screen.get_by_role("link", name=re.compile("Already here: a.txt"))
    document = Document.objects.get()
    expect(link).to_have_attribute("href", reverse("documents:detail", args=[project.slug, document.pk]))


def test_a_document_becomes_ready_before_the_eyes_and_then_nothing_is_asked_any_more(screen):
    screen.open("documents/")
    choose(screen, ("faq.md", b"# Hours\n\nQ: When is the clinic open?\nA: The clinic is open from eight to six.\n"))
    expect(row(screen, "faq.md")).to_contain_text("Waiting")
    work()
    expect(row(screen, "faq.md")).to_contain_text("Ready", timeout=10_000)
    asked = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.wait_for_timeout(5000)
    assert [url for url in asked if "/status/" in url][1:] == []


def test_reading_can_be_cancelled_and_begun_again(screen, project):
    make_document(project, name="long.pdf", state=State.READING, pages=["a"] * 3)
    screen.open("documents/")
    row(screen, "long.pdf").get_by_role("button", name="Cancel").click()
    expect(row(screen, "long.pdf")).to_contain_text("Reading was cancelled")
    row(screen, "long.pdf").get_by_role("button", name="Try again").click()
    expect(row(screen, "long.pdf")).to_contain_text("Reading page 3 of 3")


def test_a_failed_page_alone_is_tried_again(screen, letter):
    before = dict(letter.pages.values_list("number", "revision"))
    open_letter(screen, letter, "?page=2")
    expect(screen.get_by_role("main")).to_contain_text("Reading took too long")
    screen.get_by_role("button", name="Try again").click()
    expect(screen.get_by_text("This page is still being read.")).to_be_visible()
    Page.objects.filter(document=letter, number=2).update(
        state=PageState.READ, text="The second page.", method="ocr", revision=7
    )
    expect(screen.locator(".document__text")).to_have_text("The second page.", timeout=10_000)
    assert letter.pages.get(number=1).revision == before[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hard_words_are_walked_through_by_key_in_text_and_picture(screen, letter, theme):
    screen.emulate_media(color_scheme=theme)
    open_letter(screen, letter)
    expect(screen.get_by_text("2 words are hard to read")).to_be_visible()
    screen.keyboard.press("n")
    expect(screen.locator("[data-here]")).to_have_text("wornan")
    expect(screen.locator("#status")).to_have_text("wornan, 54 % sure, line 3")
    box = [screen.locator(".sheet__here").get_attribute(name) for name in ("x", "y", "width", "height")]
    assert " ".join(box) == screen.locator("[data-here]").get_attribute("data-box")
    screen.keyboard.press("n")
    expect(screen.locator("[data-here]")).to_have_text("ooce")
    screen.keyboard.press("Shift+N")
    expect(screen.locator("[data-here]")).to_have_text("wornan")
    assert_accessible(screen)
    shoot(screen, f"document-{theme}")


def test_a_hard_word_is_put_right_by_keys_alone(screen, letter):
    open_letter(screen, letter)
    screen.keyboard.press("n")
    screen.keyboard.press("Enter")
    field = screen.get_by_label("The word as it stands on the page")
    expect(field).to_be_focused()
    expect(field).to_have_value("wornan")
    assert_accessible(screen)
    shoot(screen, "document-correcting")
    screen.keyboard.press("Escape")
    expect(field).to_have_count(0)
    screen.keyboard.press("Enter")
    field.fill("woman")
    screen.keyboard.press("Enter")
    word = screen.locator("[data-corrected]")
    expect(word).to_have_text("woman")
    expect(word).to_have_attribute("title", "read as “wornan”")
    expect(screen.locator("#status")).to_contain_text("The word was put right.")
    expect(screen.locator(".sheet__words[data-sure=low]")).to_have_count(1)
    assert letter.pages.get(number=1).text == LETTER.replace("wornan", "woman")
    assert_accessible(screen)
    shoot(screen, "document-corrected")
    screen.keyboard.press("n")
    expect(screen.locator("[data-here]")).to_have_text("ooce")
    screen.get_by_role("button", name="Undo").click()
    expect(word).to_have_count(0)
    assert letter.pages.get(number=1).text == LETTER


def test_of_two_people_who_correct_one_word_the_later_sees_both_texts(screen, expected_errors, letter):
    expected_errors.append("409")
    open_letter(screen, letter)
    screen.keyboard.press("n")
    screen.keyboard.press("Enter")
    correct(letter, Wanted(1, wornan(letter), 0, "wornan", "lady"), by=letter.uploaded_by)
    screen.get_by_label("The word as it stands on the page").fill("woman")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("it says “lady” now. You typed “woman”.")).to_be_visible()
    assert_accessible(screen)
    shoot(screen, "document-conflict")
    screen.get_by_role("button", name="Use mine").click()
    expect(screen.locator("[data-corrected]")).to_have_text("woman")


def test_a_word_put_right_is_suggested_where_an_expert_works_and_taken_with_one_key(screen, letter, project):
    example = Example.objects.get()
    Example.objects.update(prompt="Who is the wornan?", completion="The wornan is 54.", evidence=[span_of(LETTER)])
    screen.open(f"annotate/{example.pk}/")
    screen.get_by_label("Completion").fill("The wornan is 54 years old.")
    expect(screen.locator("#save-state")).to_contain_text("Saved")
    correct(letter, Wanted(1, wornan(letter), 0, "wornan", "woman"), by=letter.uploaded_by)
    screen.reload()
    expect(screen.get_by_text("“wornan” is “woman”")).to_be_visible()
    assert_accessible(screen)
    shoot(screen, "annotate-suggested")
    screen.keyboard.press("c")
    expect(screen.get_by_label("Completion")).to_have_value("The woman is 54 years old.")
    expect(screen.get_by_label("Prompt", exact=False).first).to_have_value("Who is the woman?")
    expect(screen.get_by_text("“wornan” is “woman”")).to_have_count(0)
    wait_until(lambda: example.versions.get().completion == "The woman is 54 years old.")


def wornan(letter):
    words = letter.pages.get(number=1).words
    return next(at for at, row in enumerate(words) if LETTER[row[0] : row[1]] == "wornan")


def span_of(text):
    return {"page": 1, "start": 0, "end": len(text)}


def test_a_word_clicked_in_the_picture_is_marked_in_the_text(screen, letter):
    open_letter(screen, letter)
    image = screen.locator("[data-sheet] img")
    expect(image).to_be_visible()
    wait_until(lambda: image.evaluate("image => image.complete && image.naturalWidth > 0"))
    frame = image.bounding_box()
    scale = frame["width"] / 1000
    image.click(position={"x": 110 * scale, "y": 270 * scale})
    expect(screen.locator("[data-here]")).to_have_text("54")


def test_pages_and_tabs_change_in_place_and_by_address(screen, letter):
    open_letter(screen, letter)
    screen.get_by_role("link", name="Examples 1").click()
    expect(screen.get_by_role("table", name="Examples of this document")).to_be_visible()
    expect(screen.get_by_role("link", name="Examples 1")).to_have_attribute("aria-current", "page")
    expect(screen).to_have_url(re.compile(r"\?page=1&tab=examples$"))
    screen.get_by_role("link", name="Passages 1").click()
    passage = screen.locator("[data-outline]")
    passage.hover()
    expect(screen.locator(".sheet__passage")).to_have_count(1)
    passage.get_by_role("link", name="Mark it on the page").click()
    expect(screen.locator(".sheet__band")).to_have_count(1)
    assert_accessible(screen)
    screen.locator("#leaf-2").click()
    expect(screen.get_by_role("heading", name="Page 2 of 2")).to_be_attached()
    expect(screen.locator("#leaf-2")).to_have_attribute("aria-current", "page")
    expect(screen.locator("#leaf-1")).not_to_have_attribute("aria-current", "page")
    screen.go_back()
    expect(screen.get_by_role("heading", name="Page 1 of 2")).to_be_attached()


def test_a_page_is_read_again_compared_and_taken(screen, letter, monkeypatch):
    better = LETTER.replace("wornan", "woman").replace("ooce", "once")

    def read(path, media_type, numbers, options, *, on_tick):
        yield Read(number=1, text=better, method=Method.OCR, width=1000, height=700, confidence=95, engine="rapidocr 3")

    monkeypatch.setattr(rereading.sandbox, "read_pages", read)
    open_letter(screen, letter)
    screen.get_by_role("button", name="Read this page again").click()
    dialog = screen.get_by_role("dialog")
    dialog.get_by_label("It is a photograph of a page").check()
    assert_accessible(screen)
    shoot(screen, "document-read-again")
    dialog.get_by_role("button", name="Read again").click()
    expect(screen.get_by_text("This page is being read again.")).to_be_visible()
    rereading.read(Rereading.objects.get().pk)
    expect(screen.locator("ins").first).to_contain_text("woman", timeout=10_000)
    expect(screen.locator("#leaf-1")).to_contain_text("New reading", timeout=10_000)
    assert_accessible(screen)
    shoot(screen, "document-new-reading")
    screen.get_by_role("button", name="Take the new text").click()
    expect(screen.locator(".document__text")).to_contain_text("54 year old woman")
    assert letter.pages.get(number=1).text == better


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_small_screen_page_and_text_take_turns(screen, letter, width):
    screen.set_viewport_size({"width": width, "height": 844})
    open_letter(screen, letter)
    expect(screen.locator(".document__panel")).to_be_hidden()
    screen.get_by_role("group", name="Panes").get_by_role("button", name="Text").click()
    expect(screen.locator(".document__text")).to_be_visible()
    expect(screen.locator("[data-stage]")).to_be_hidden()
    shoot(screen, f"document-{width}")
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(screen)
    screen.open("documents/")
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(screen, f"documents-{width}")
