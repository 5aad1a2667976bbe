"""Every state of the annotate screen, in both themes and languages: accessible, within the window."""

import pytest
from playwright.sync_api import expect

from curation.annotate import claims
from curation.documents.states import State
from curation.examples.models import Example
from curation.examples.states import Decision, Status
from curation.projects.models import Kind
from tests.browser.annotating import (
    CUT_OFF,
    LONG,
    address,
    make_annotator,
    make_desk,
    make_scanned_example,
    publish,
    saved,
    sign_in,
)
from tests.browsing import assert_accessible, shoot
from tests.factories import make_document, make_example, make_passage, make_user

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = {1440: 900, 900: 800, 390: 844}
# The scan takes most of the time, so that no width is scanned in a theme and a language that others stand for.
SCANNED = {"en": {(1440, "light"), (390, "dark")}, "es": {(1440, "dark"), (390, "light")}}
TALK = [["user", "Good morning."], ["assistant", "How can I help you?"]]


@pytest.fixture(params=["en", "es"])
def language(request):
    return request.param


@pytest.fixture
def project(db, language, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return make_desk(language)


@pytest.fixture
def ana(project, language):
    return make_annotator(project, language=language)


@pytest.fixture
def desk(strict_page, context, client, live_server, project, ana, expected_errors):
    expected_errors.append(CUT_OFF)
    sign_in(context, client, live_server, ana)

    def opened(example=None):
        strict_page.goto(address(live_server, project, example))
        return strict_page

    return opened


def look(page, name, language):
    """Three widths, two themes; without scrolling sideways, not even at 320 pixels."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            shoot(page, f"annotate-{name}-{language}-{scheme}-{width}")
            if (width, scheme) in SCANNED[language]:
                assert_accessible(page)
        assert_fits(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert_fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.viewport_size


def test_a_text_with_findings_doubtful_words_and_a_reviewers_comment(desk, project, ana, tmp_path, language):
    publish(project, "Doses with their unit.")
    type(project).objects.filter(pk=project.pk).update(completion_tokens=60)
    comment = "The dose is not the one in the letter: please look at the second line again."
    page = desk(make_scanned_example(project, tmp_path, assignee=ana, comment=comment))
    page.locator("#completion").fill("Bisoprolol once daily. " + LONG[language] * 3)
    saved(page)
    expect(page.locator(".text__echo u").first).to_be_attached()
    look(page, "findings", language)


def test_both_texts_after_another_tab_had_saved(desk, project, context, live_server, language, expected_errors):
    expected_errors.append("409")
    example = make_example(project)
    page, other = desk(example), context.new_page()
    other.goto(address(live_server, project, example))
    other.locator("#completion").fill(LONG[language] * 4 + "Twice.")
    saved(other)
    other.close()
    page.locator("#completion").fill(LONG[language] * 4 + "Once.")
    expect(page.locator(".conflict")).to_be_visible()
    look(page, "conflict", language)


def test_the_dialogs_of_a_decision_and_the_help(desk, project, language):
    page = desk(make_example(project))
    for key, name in (("x", "reject"), ("?", "help")):
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        look(page, name, language)
        page.keyboard.press("Escape")


@pytest.mark.parametrize("kind", [Kind.CONVERSATION, Kind.CLASSIFICATION, Kind.SUMMARY, Kind.INSTRUCTION])
def test_each_task(desk, project, language, kind):
    type(project).objects.filter(pk=project.pk).update(kind=kind)
    project.refresh_from_db()
    text = LONG[language] * 6
    example = make_example(
        passage=make_passage(make_document(project)), context=TALK if kind == Kind.CONVERSATION else [],
        prompt=f"Shorten this.\n\n{text}" if kind == Kind.INSTRUCTION else text, completion=LONG[language],
    )  # fmt: skip
    if kind == Kind.SUMMARY:  # imported: the text itself stands where its source would
        Example.objects.filter(pk=example.pk).update(document=None, passage=None)
    page = desk(example)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page, kind, language)


def test_the_panes_of_a_small_screen(desk, project, tmp_path, language):
    page = desk(make_scanned_example(project, tmp_path))
    page.set_viewport_size({"width": 390, "height": 844})
    for pane in ("source", "labels"):
        page.locator(f"[data-show-pane={pane}]").click()
        shoot(page, f"annotate-{pane}-{language}-light-390")
        assert_accessible(page)
    page.locator(".desk__more").click()
    expect(page.locator("#more")).to_be_visible()
    shoot(page, f"annotate-more-{language}-light-390")
    assert_accessible(page)


def test_an_example_that_is_anothers_or_settled(desk, project, language):
    theirs = make_example(project)
    claims.claim(theirs, make_annotator(project, "ben"))
    look(desk(theirs), "anothers", language)
    look(desk(make_example(project, status=Status.AGREED)), "settled", language)


def test_a_guideline_that_changed(desk, project, ana, language):
    publish(project, "Doses with their unit.")
    done = make_example(project)
    version = done.versions.create(author=ana, decision=Decision.SUBMIT)
    publish_second(project)
    type(version).objects.filter(pk=version.pk).update(decided_at=project.guidelines.get(number=1).created_at)
    page = desk(make_example(project))
    expect(page.locator(".banner[role=status] .btn")).to_have_count(2)
    look(page, "guideline", language)
    page.locator(".banner[role=status] button").click()
    expect(page.locator(".banner[role=status] .btn")).to_have_count(0)


def publish_second(project):
    project.guidelines.create(number=2, text="Doses always with their unit.", author=make_user())


def test_a_picture_that_cannot_be_loaded(desk, project, language, expected_errors):
    expected_errors.append("404")
    lost = make_document(project, media_type="image/png")
    lost.pages.update(words=[[0, 10, 60, 20, 90, 20, 95]], width=800, height=600)
    page = desk(make_example(passage=make_passage(lost)))
    expect(page.locator("[data-picture-problem]")).to_be_visible()
    look(page, "no-picture", language)


def test_an_empty_queue_and_one_that_waits_for_documents(desk, project, language):
    make_example(project, status=Status.DISPUTED)
    look(desk(), "done", language)
    make_document(project, state=State.READING)
    page = desk()
    look(page, "waiting", language)
    make_example(project)
    expect(page.locator("#ready .btn--primary")).to_be_visible(timeout=20_000)
