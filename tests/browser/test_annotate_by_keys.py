"""A day at the annotate screen without a mouse."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from curation.accounts.models import Session
from curation.accounts.sessions import NOTICE
from curation.examples.models import Example, Version
from curation.examples.states import Decision, Status
from curation.projects.models import Kind
from tests.browser.annotating import (
    CUT_OFF,
    address,
    at,
    make_annotator,
    make_desk,
    make_scanned_example,
    saved,
    settled,
    sign_in,
)
from tests.browsing import assert_accessible, held_back
from tests.factories import make_document, make_example, make_passage

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = [f"What dose was started on day {n}?" for n in range(1, 22)]


@pytest.fixture
def project(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


@pytest.fixture
def ana(project):
    return make_annotator(project)


@pytest.fixture
def questions(project):
    passage = make_passage(make_document(project))
    return [make_example(passage=passage, prompt=text, ordinal=n) for n, text in enumerate(QUESTIONS)]


@pytest.fixture
def desk(strict_page, context, client, live_server, project, ana, expected_errors):
    expected_errors.append(CUT_OFF)
    sign_in(context, client, live_server, ana)

    def opened(example=None):
        strict_page.goto(address(live_server, project, example))
        return strict_page

    return opened


@pytest.mark.usefixtures("questions")
def test_twenty_examples_are_settled(desk):
    page = desk()
    for n, question in enumerate(QUESTIONS[:20]):
        at(page, question)
        page.keyboard.press("Escape")  # the decision was made in the editor, so that is where the next one begins
        page.keyboard.press("1")
        page.keyboard.press("e")
        page.keyboard.press("Control+End")
        page.keyboard.type(f" Day {n + 1}.")
        page.keyboard.press("Control+Enter")
    at(page, QUESTIONS[20])
    settled(page, 20)
    decided = Version.objects.filter(decision=Decision.SUBMIT)
    assert decided.count() == 20 and all(version.labels.count() == 1 for version in decided)
    assert decided.get(example__ordinal=19).completion.endswith(" Day 20.")
    assert_accessible(page)


@pytest.mark.usefixtures("questions")
def test_undo_brings_back_text_labels_and_place(desk):
    page = desk()
    page.keyboard.press("2")
    page.locator("#completion").fill("Bisoprolol 2.5 mg.")
    page.keyboard.press("Control+Enter")
    at(page, QUESTIONS[1])
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    at(page, QUESTIONS[0])
    expect(page.locator("#completion")).to_have_value("Bisoprolol 2.5 mg.")
    expect(page.get_by_label("Reasoning")).to_be_checked()
    expect(page).to_have_url(page.url.rpartition("/annotate/")[0] + f"/annotate/{Example.objects.earliest('pk').pk}/")
    assert not Version.objects.exclude(decision="").exists()


@pytest.mark.usefixtures("questions")
def test_a_letter_in_an_editor_is_a_letter_and_after_escape_a_decision(desk):
    page = desk()
    page.keyboard.press("1")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("a")
    expect(page.locator("#completion")).to_have_value("a")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    at(page, QUESTIONS[1])
    settled(page, 1)
    assert Version.objects.get(decision=Decision.SUBMIT).completion == "a"


@pytest.mark.usefixtures("questions")
def test_without_single_keys_letters_do_nothing_and_ctrl_enter_still_submits(desk):
    page = desk()
    page.keyboard.press("?")
    page.get_by_role("button", name="Single-key shortcuts: on").click()
    expect(page.get_by_role("button", name="Single-key shortcuts: off")).to_be_focused()
    page.get_by_label("Filter the shortcuts").fill("reject")
    assert_accessible(page)
    page.keyboard.press("Escape")  # empties the filter, as in every search field
    page.keyboard.press("Escape")
    page.get_by_label("Factual").check()
    saved(page)
    for key in "asxfu":
        page.keyboard.press(key)
    at(page, QUESTIONS[0])
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    at(page, QUESTIONS[1])


def test_checks_are_walked_through_and_lead_to_their_words(desk, project):
    page = desk(make_example(project))
    page.locator("#completion").fill("Bisoprolol 7.5 mg. Write to ana@example.org.")
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    shown = []
    for _ in range(page.locator("#checks li").count()):
        shown.append(page.evaluate("document.activeElement.dataset.quote"))
        page.keyboard.press("n")
    assert {"7.5", "ana@example.org"} <= set(shown)
    page.locator('[data-quote="ana@example.org"]').press("Enter")
    expect(page.locator("#completion")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "ana@example.org"


def test_tokens_are_estimated_at_once_exact_when_saved_and_a_limit_crossed_is_said(desk, project):
    type(project).objects.filter(pk=project.pk).update(completion_tokens=20)
    page = desk(make_example(project))
    counter = page.locator("#count-completion")
    expect(counter).to_contain_text("of 20 tokens")
    page.locator("#completion").press_sequentially("Q")
    expect(counter).to_contain_text("~")
    saved(page)
    expect(counter).not_to_contain_text("~")
    page.locator("#completion").fill(" dose" * 26)
    expect(page.locator("#status")).to_contain_text("over the limit")
    expect(counter).to_contain_text("over the limit by 6")
    expect(page.locator("#checks")).to_contain_text("Over the limit by 6 tokens.")


def test_panes_are_moved_kept_and_put_back(desk, project):
    example = make_example(project)
    page = desk(example)
    splitter, source = page.get_by_role("separator", name="Width of the source"), page.locator("#pane-source")
    usual = source.bounding_box()["width"]
    splitter.focus()
    page.keyboard.press("ArrowRight")
    assert source.bounding_box()["width"] == pytest.approx(usual + 16, abs=2)
    page.keyboard.press("Home")
    least = source.bounding_box()["width"]
    assert least < usual / 2
    desk(example)
    assert source.bounding_box()["width"] == pytest.approx(least, abs=2)
    splitter.focus()
    page.keyboard.press("End")
    assert source.bounding_box()["width"] > usual
    page.keyboard.press("Enter")
    assert source.bounding_box()["width"] == pytest.approx(usual, abs=2)
    assert splitter.get_attribute("aria-valuenow") == "50"


def test_f6_goes_from_pane_to_pane_also_where_one_is_shown_at_a_time(desk, project):
    page = desk(make_example(project))
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#completion").focus()
    page.keyboard.press("F6")
    page.keyboard.press("Shift+F6")
    page.keyboard.press("Shift+F6")
    page.keyboard.press("v")
    expect(page.locator("[data-stage]")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("#completion")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(page.get_by_role("dialog", name="Reject this example")).to_be_visible()


def test_words_of_the_source_are_selected_quoted_and_made_the_source(desk, project):
    page = desk(make_example(project, completion=""))
    page.keyboard.press("v")
    for key in ("ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    chosen = page.evaluate("getSelection().toString()").strip()
    page.get_by_role("button", name="Quote in completion").click()
    expect(page.locator("#completion")).to_have_value(chosen)
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    wanted = page.evaluate("getSelection().toString()")
    assert_accessible(page)
    page.get_by_role("button", name="Use as source").click()
    expect(page.locator("mark")).to_have_text(wanted)


def test_a_doubtful_word_shows_its_picture_when_the_caret_reaches_it(desk, project, tmp_path):
    page = desk(make_scanned_example(project, tmp_path))
    crop = page.locator("[data-doubt=once] svg")
    expect(page.locator(".text__echo u")).to_have_text("once")
    expect(crop).to_be_hidden()
    page.locator("#completion").evaluate("field => { field.focus(); field.setSelectionRange(20, 20); }")
    expect(crop).to_be_visible()
    page.keyboard.press("Escape")
    expect(crop).to_be_hidden()
    page.keyboard.press("r")
    expect(crop.locator("image")).to_have_attribute("transform", re.compile("rotate"))
    page.locator("[data-doubt=once]").focus()
    expect(crop).to_be_visible()
    page.keyboard.press("Escape")
    expect(crop).to_be_hidden()
    expect(page.locator("[data-doubt=once]")).to_be_focused()
    page.locator("#completion").fill("Twice daily.")
    expect(page.locator("[data-doubt=once]")).to_be_hidden()


def test_who_stays_signed_in_goes_on_where_they_were_writing(desk, strict_page, project):
    held_back(strict_page, "/(lease|peek)/$")  # each request renews the session
    page = desk(make_example(project))
    Session.objects.update(expire_date=timezone.now() + NOTICE)
    page.locator("#completion").evaluate("field => { field.focus(); field.setSelectionRange(5, 5); }")
    page.evaluate("htmx.ajax('GET', '/me/session/', {target: '#session-ending', swap: 'outerHTML'})")
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.locator("#completion")).to_be_focused()
    page.keyboard.type("here")
    saved(page)
    assert Version.objects.get().completion[5:9] == "here"


def test_a_chosen_label_is_cleared_by_choosing_it_again(desk, project):
    page = desk(make_example(project))
    page.keyboard.press("1")
    expect(page.get_by_label("Factual")).to_be_checked()
    saved(page)
    page.keyboard.press("1")
    expect(page.get_by_label("Factual")).not_to_be_checked()
    expect(page.locator("#checks")).to_contain_text("Choose a label: Answer type.")
    assert Example.objects.get().status == Status.DRAFTED and not Version.objects.get().labels.exists()


def test_turns_are_added_and_moved_and_saved(desk, project):
    type(project).objects.filter(pk=project.pk).update(kind=Kind.CONVERSATION)
    project.refresh_from_db()
    page = desk(make_example(project, context=[["user", "Good morning."]]))
    page.get_by_role("button", name="Add turn").press("Enter")
    page.keyboard.type("How can I help?")
    page.get_by_role("button", name="Move up").last.press("Enter")
    expect(page.get_by_role("button", name="Move up").first).to_be_focused()
    page.get_by_role("button", name="Remove").last.press("Enter")
    expect(page.locator("#diff")).to_contain_text("Mostly rewritten")  # the last change has been saved
    page.reload()
    expect(page.get_by_label("What is said")).to_have_value("How can I help?")
    assert Version.objects.get().context == [["assistant", "How can I help?"]]


def test_a_text_is_classified_by_one_key_and_locked_until_it_is_unlocked(desk, project):
    type(project).objects.filter(pk=project.pk).update(kind=Kind.CLASSIFICATION)
    project.refresh_from_db()
    page = desk(make_example(project, prompt="The dose is too high.", completion=""))
    expect(page.locator("#prompt")).not_to_be_editable()
    page.get_by_role("button", name="Unlock the text").press("Enter")
    expect(page.locator("#prompt")).to_be_editable()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    saved(page)
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("All done here")
    version = Version.objects.get(decision=Decision.SUBMIT)
    assert (version.completion, version.labels.get().name) == ("Reasoning", "Reasoning")
