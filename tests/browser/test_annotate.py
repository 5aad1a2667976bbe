import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from curation.accounts.models import Session
from curation.documents import store
from curation.examples.models import Example, Version
from curation.examples.states import Decision, Status
from curation.projects.roles import Role
from tests.browser.annotating import CUT_OFF, at, saved, settled
from tests.browsing import assert_accessible, held_back, shoot
from tests.factories import (
    PASSWORD,
    join,
    make_document,
    make_example,
    make_label,
    make_passage,
    make_project,
    make_user,
)

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = [
    "What dose was started?",
    "How often?",
    "In how many weeks is the next visit?",
    "What was started?",
    "Why?",
]


@pytest.fixture
def project():
    project = make_project(name="Cardiology letters", slug="cardiology")
    make_label(project, "Factual", required=True)
    make_label(project, "Reasoning")
    passage = make_passage(make_document(project))
    for n, question in enumerate(QUESTIONS):
        make_example(passage=passage, prompt=question, ordinal=n)
    return project


@pytest.fixture
def signed_in(context, client, live_server, project):
    person = join(project, make_user("ana"), Role.ANNOTATOR)
    client.force_login(person)
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    return f"{live_server.url}/p/{project.slug}/annotate/"


@pytest.fixture
def desk(strict_page, signed_in, expected_errors):
    expected_errors.append(CUT_OFF)
    strict_page.emulate_media(reduced_motion="reduce")
    strict_page.goto(signed_in)
    expect(strict_page.locator("#prompt")).to_have_value(QUESTIONS[0])
    return strict_page


def completion(page):
    return page.locator("#completion")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_examples_are_settled_by_keyboard_alone(desk):
    keys = desk.keyboard
    keys.press("e")
    expect(completion(desk)).to_be_focused()
    keys.press("Control+a")
    keys.type("Bisoprolol 2.5 mg a day.")
    saved(desk)
    expect(desk.locator("#diff ins").first).to_be_visible()
    press(desk, "Escape", "1", "Control+Enter")
    at(desk, QUESTIONS[1])
    expect(desk.locator("#counters")).to_contain_text("4 left")
    expect(desk.get_by_role("heading", level=1)).to_be_focused()

    press(desk, "2", "a")
    at(desk, QUESTIONS[2])
    keys.press("s")
    at(desk, QUESTIONS[3])
    keys.press("x")
    expect(desk.get_by_role("dialog")).to_be_visible()
    keys.press("2")
    desk.locator("#reject-note").fill("Old letter")
    keys.press("Enter")
    at(desk, QUESTIONS[4])
    press(desk, "f", "1", "Enter")
    at(desk, QUESTIONS[2])
    keys.press("u")
    at(desk, QUESTIONS[4])
    keys.press("x")
    expect(desk.locator("#reject-reason [name=reason]").nth(1)).to_be_checked()  # given a moment ago
    expect(desk.locator("#reject-note")).to_have_value("")  # while the note is only offered
    expect(desk.locator("#notes option")).to_have_attribute("value", "Old letter")
    keys.press("Escape")

    decisions = list(Version.objects.order_by("pk").values_list("decision", flat=True))
    assert decisions == [Decision.SUBMIT, Decision.SUBMIT, Decision.SKIP, Decision.REJECT, "", ""]
    first = Version.objects.order_by("pk").first()
    assert first.completion == "Bisoprolol 2.5 mg a day."
    assert first.is_edited and first.labels.get().name == "Factual"


def test_a_decision_from_an_editor_brings_the_next_completion(desk):
    desk.keyboard.press("1")
    desk.keyboard.press("e")
    desk.keyboard.press("End")
    desk.keyboard.type(" a")
    desk.keyboard.press("Control+Enter")
    at(desk, QUESTIONS[1])
    expect(completion(desk)).to_be_focused()
    expect(desk.locator("#status")).to_contain_text(QUESTIONS[1])
    settled(desk, 1)
    assert Version.objects.get(decision=Decision.SUBMIT).completion.endswith(" a")


def test_what_was_typed_is_there_after_the_tab_is_gone(desk, context, signed_in):
    completion(desk).fill("Not lost")
    saved(desk)
    desk.close()
    again = context.new_page()
    again.goto(signed_in)
    expect(completion(again)).to_have_value("Not lost")


@pytest.mark.parametrize(
    ("button", "text"), [("Keep mine", "one"), ("Keep theirs", "two"), ("Put both in the editor", "one\n\ntwo")]
)
def test_two_tabs_that_conflict_show_both_texts(desk, context, signed_in, expected_errors, button, text):
    expected_errors.append("409")
    other = context.new_page()
    other.goto(signed_in)
    completion(other).fill("two")
    saved(other)
    completion(desk).fill("one")
    panel = desk.get_by_role("alert").filter(has_text="somewhere else")
    expect(panel).to_contain_text("two")
    expect(completion(desk)).to_have_value("one")
    assert_accessible(desk)
    panel.get_by_role("button", name=button).click()
    expect(panel).to_be_hidden()
    expect(completion(desk)).to_have_value(text)
    assert Version.objects.get().completion == text


def test_a_save_that_fails_says_so_tries_again_and_loses_nothing(desk, context, expected_errors):
    expected_errors.append(r"ERR_INTERNET_DISCONNECTED|htmx:sendError|Failed to load")
    context.set_offline(True)
    completion(desk).fill("Typed offline")
    expect(desk.locator("#save-state")).to_contain_text("Not saved")
    context.set_offline(False)
    saved(desk)
    assert Version.objects.get().completion == "Typed offline"


@pytest.mark.parametrize("wait", [0, 300, 650, 1200])
def test_a_decision_carries_the_whole_text_and_no_save_follows_it(desk, wait):
    desk.keyboard.press("1")
    completion(desk).fill("Bisoprolol 2.5 mg once daily.")
    desk.wait_for_timeout(wait)
    completion(desk).press("End")
    desk.keyboard.type(" In the morning.")
    desk.keyboard.press("Control+Enter")
    at(desk, QUESTIONS[1])
    settled(desk, 1)
    desk.wait_for_timeout(900)  # longer than the delay of a save
    version = Version.objects.get()
    assert version.completion == "Bisoprolol 2.5 mg once daily. In the morning."
    assert version.decision == Decision.SUBMIT
    assert Example.objects.exclude(status=Status.DRAFTED).count() == 1


@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_the_screen_is_accessible_in_both_themes_and_never_scrolls_sideways(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert_accessible(desk)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        desk.keyboard.press("x")
        expect(desk.get_by_role("dialog")).to_be_visible()
        assert_accessible(desk)
        desk.keyboard.press("Escape")
        shoot(desk, f"annotate-{scheme}-{width}")


def test_the_page_picture_opens_on_the_span_and_gives_way_to_text(strict_page, signed_in, project, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    drawn = tmp_path / "page.png"
    Image.new("L", (800, 3000), "white").save(drawn)
    scan = make_document(project, media_type="image/png", sha256=store.put([drawn.read_bytes()]).sha256)
    words = [[0, 10, 60, 2000, 90, 20, 95], [11, 14, 160, 2000, 40, 20, 40]]
    scan.pages.update(words=words, width=800, height=3000)
    passage = make_passage(scan)
    example = make_example(passage=passage, evidence=[{"page": 1, "start": 0, "end": 14}])
    after = make_example(passage=passage, ordinal=1)
    strict_page.goto(f"{signed_in}{example.pk}/")
    expect(strict_page.locator(".sheet__band")).to_be_in_viewport()
    narrow = strict_page.locator(".sheet").bounding_box()["width"]
    strict_page.keyboard.press("+")
    assert strict_page.locator(".sheet").bounding_box()["width"] > narrow
    expect(strict_page.locator(".sheet__words").first).to_have_css("stroke", "none")
    strict_page.get_by_role("button", name="Boxes").click()
    expect(strict_page.locator(".sheet__words").first).not_to_have_css("stroke", "none")
    strict_page.get_by_role("button", name="Text").click()
    expect(strict_page.locator("mark")).to_be_visible()
    strict_page.get_by_role("button", name="Text").click()
    strict_page.keyboard.press("s")
    expect(strict_page).not_to_have_url(re.compile(f"/{example.pk}/$"))
    strict_page.goto(f"{signed_in}{after.pk}/")
    expect(strict_page.locator(".sheet__words").first).not_to_have_css("stroke", "none")
    assert_accessible(strict_page)


def test_a_picture_that_does_not_load_gives_way_to_text(strict_page, signed_in, project, expected_errors):
    expected_errors.append("404")
    lost = make_document(project, media_type="image/png")
    lost.pages.update(words=[[0, 10, 60, 20, 90, 20, 95]], width=800, height=600)
    example = make_example(passage=make_passage(lost))
    strict_page.goto(f"{signed_in}{example.pk}/")
    expect(strict_page.get_by_text("The page picture could not be loaded.")).to_be_visible()
    expect(strict_page.locator("mark")).to_be_visible()


def test_when_all_is_done_it_says_so(desk):
    for question in QUESTIONS:
        at(desk, question)
        desk.keyboard.press("1")
        desk.keyboard.press("a")
    expect(desk.get_by_role("heading", level=1)).to_have_text("All done here")
    expect(desk).to_have_url(re.compile(r"/annotate/$"))
    assert_accessible(desk)


def test_a_session_that_ends_is_renewed_over_the_page_and_the_text_is_saved(desk, client, expected_errors):
    expected_errors.append("401")
    held_back(desk, "/lease/$")  # the clock would open the dialog before anything is typed
    Session.objects.all().delete()
    completion(desk).fill("Typed after the session had ended")
    dialog = desk.get_by_role("dialog", name="Your session ended")
    expect(dialog).to_be_visible()
    assert_accessible(desk)
    dialog.locator("[name=username]").fill("ana")
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[name=password]").press("Enter")
    expect(dialog).to_be_hidden()
    saved(desk)
    expect(completion(desk)).to_have_value("Typed after the session had ended")
    assert Version.objects.get().completion == "Typed after the session had ended"


def test_a_server_that_stops_in_mid_save_is_told_tried_again_and_nothing_is_lost(desk, expected_errors):
    expected_errors.append(r"ERR_FAILED|htmx:sendError|Failed to load")
    stopped = []
    desk.route(re.compile("/draft/$"), lambda route: (stopped.append(route), route.abort()))
    completion(desk).fill("Typed while the server was away")
    expect(desk.locator("#save-state")).to_contain_text("Not saved")
    expect(desk.locator("#alert")).to_contain_text("Your text is still here")
    desk.unroute(re.compile("/draft/$"))
    saved(desk)
    assert stopped and Version.objects.get().completion == "Typed while the server was away"
