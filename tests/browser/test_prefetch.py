"""The next workspace is on screen before the decision on this one is answered."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from curation.annotate import claims
from curation.examples.models import Example, Version
from curation.examples.states import Decision, Status
from curation.projects.roles import Role
from tests.browser.annotating import saved, settled, sign_in
from tests.browsing import held_back, let_go
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user
from tests.services import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = ["What dose was started?", "How often?", "Why?", "For how long?"]
NOTE_AHEAD = """const adopt = document.adoptNode.bind(document);
document.adoptNode = (node) => {
  document.documentElement.dataset.ahead = node.dataset.decide;
  return adopt(node);
};"""


@pytest.fixture
def project():
    project = make_project(name="Cardiology letters", slug="cardiology", read_first=False)
    make_label(project, "Factual")
    passage = make_passage(make_document(project))
    for n, question in enumerate(QUESTIONS):
        make_example(passage=passage, prompt=question, ordinal=n)
    return project


@pytest.fixture
def desk(strict_page, context, client, live_server, project, expected_errors):
    """The first example on screen, and the next one fetched."""
    expected_errors.append("htmx:sendAbort|htmx:afterRequest")  # how htmx reports a save that a decision cut off
    sign_in(context, client, live_server, join(project, make_user("ana"), Role.ANNOTATOR))
    strict_page.add_init_script(NOTE_AHEAD)
    with fetched(strict_page):
        strict_page.goto(f"{live_server.url}/p/{project.slug}/annotate/")
    return strict_page


@contextmanager
def fetched(page):
    """Until the next example has arrived, if there is one, and the page has put it by."""
    page.evaluate("delete document.documentElement.dataset.ahead")
    with page.expect_response(re.compile("/peek/$")) as answer:
        yield
    if answer.value.status == 200:
        expect(page.locator("html")).to_have_attribute("data-ahead", re.compile("/decide/$"))


def at(page, question):
    expect(page.locator("#prompt")).to_have_value(question)


def example(question):
    return Example.objects.get(prompt=question)


def decide(page):
    page.keyboard.press("Control+Enter")


def decide_on_nothing(page, n=0):
    """Before the answer to a save could tell the page that it will be refused."""
    saves = re.compile(f"/{example(QUESTIONS[n]).pk}/draft/$")
    page.route(saves, lambda route: None)
    page.locator("#completion").fill(" ")
    decide(page)
    at(page, QUESTIONS[n + 1])
    page.unroute(saves)


def test_letters_typed_before_the_decision_is_answered_are_saved_once_it_is(desk):
    waiting, asked = held_back(desk, "/decide/$"), []
    desk.locator("#completion").press("End")
    decide(desk)
    at(desk, QUESTIONS[1])
    expect(desk.locator("#completion")).to_be_focused()
    wait_until(lambda: desk.wait_for_timeout(20) or waiting)
    desk.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    desk.keyboard.type("Twice a day. ")
    expect(desk.locator("#save-state")).to_contain_text("Saving…")  # after the delay of a save
    assert asked == []
    assert Version.objects.count() == 0
    let_go(desk, waiting)
    saved(desk)
    settled(desk, 1)
    expect(desk).to_have_url(re.compile(f"/{example(QUESTIONS[1]).pk}/$"))
    assert Version.objects.get(example=example(QUESTIONS[1])).completion.startswith("Twice a day. ")
    assert desk.locator("[data-desk]").count() == 1


def test_a_decision_on_the_next_one_waits_until_that_before_it_is_taken(desk):
    waiting = held_back(desk, "/decide/$")
    desk.locator("#completion").press("End")
    decide(desk)
    at(desk, QUESTIONS[1])
    desk.keyboard.type("Twice a day. ")
    decide(desk)
    desk.wait_for_timeout(700)  # longer than the delay of the save that the letters ask for
    assert len(waiting) <= 1
    let_go(desk, waiting)
    let_go(desk, waiting)
    at(desk, QUESTIONS[2])
    settled(desk, 2)
    decided = Version.objects.filter(decision=Decision.SUBMIT)
    assert decided.get(example=example(QUESTIONS[1])).completion.startswith("Twice a day. ")


def test_a_refusal_brings_the_old_one_back_with_its_text_and_keeps_what_was_typed_in_the_next(desk, expected_errors):
    expected_errors.append("422")
    waiting = held_back(desk, "/decide/$")
    decide_on_nothing(desk)
    desk.keyboard.type("Twice a day. ")
    let_go(desk, waiting)
    at(desk, QUESTIONS[0])
    expect(desk.locator("#problems")).to_contain_text("The completion is empty.")
    expect(desk.locator("#completion")).to_have_value(" ")
    wait_until(lambda: Version.objects.filter(completion__startswith="Twice a day. "))
    desk.unroute(re.compile("/decide/$"))
    desk.locator("#completion").fill("Bisoprolol 2.5 mg")
    decide(desk)
    at(desk, QUESTIONS[1])
    expect(desk.locator("#completion")).to_have_value(re.compile("^Twice a day. "))
    settled(desk, 1)
    assert Version.objects.get(decision=Decision.SUBMIT).completion == "Bisoprolol 2.5 mg"


def test_each_decision_has_its_next_example_ready(desk):
    for question in QUESTIONS[1:]:
        with fetched(desk):
            decide(desk)
            at(desk, question)
    decide(desk)
    expect(desk.get_by_role("heading", level=1)).to_have_text("All done here")
    assert Version.objects.filter(decision=Decision.SUBMIT).count() == len(QUESTIONS)


def test_a_decision_from_an_editor_goes_on_in_the_next_editor(desk):
    desk.locator("#completion").press("End")
    desk.keyboard.type(" a day")
    desk.keyboard.press("Control+Enter")
    at(desk, QUESTIONS[1])
    settled(desk, 1)
    expect(desk.locator("#completion")).to_be_focused()
    assert Version.objects.get(decision=Decision.SUBMIT).completion.endswith(" a day")


def test_a_lost_connection_brings_the_old_one_back_and_its_text_is_saved_later(desk, context, expected_errors):
    expected_errors.append("ERR_INTERNET_DISCONNECTED|htmx:sendError|Failed to load")
    desk.locator("#completion").fill("Typed before the line broke")
    context.set_offline(True)
    desk.keyboard.press("Control+Enter")
    at(desk, QUESTIONS[0])
    expect(desk.locator("#completion")).to_have_value("Typed before the line broke")
    expect(desk.locator("#save-state")).to_contain_text("Not saved")
    expect(desk.get_by_text("You are offline.")).to_be_visible()
    context.set_offline(False)
    expect(desk.get_by_text("You are offline.")).to_be_hidden()
    saved(desk)
    assert Version.objects.get().completion == "Typed before the line broke"


def test_letters_of_the_next_one_outlive_a_broken_line_and_a_refusal_after_it(desk, context, expected_errors):
    expected_errors.append("ERR_INTERNET_DISCONNECTED|ERR_FAILED|htmx:sendError|Failed to load|422")
    waiting = held_back(desk, "/decide/$")
    decide_on_nothing(desk)
    desk.keyboard.type("Twice a day. ")
    context.set_offline(True)
    let_go(desk, waiting, Route.abort)
    at(desk, QUESTIONS[0])
    expect(desk.locator("#save-state")).to_contain_text("Not saved")
    context.set_offline(False)
    expect(desk.locator("#checks")).to_contain_text("The completion is empty.")
    wait_until(lambda: Version.objects.filter(completion__startswith="Twice a day. "))
    desk.unroute(re.compile("/decide/$"))
    decide(desk)
    expect(desk.locator("#problems")).to_contain_text("The completion is empty.")
    desk.locator("#completion").fill("Bisoprolol 2.5 mg")
    decide(desk)
    at(desk, QUESTIONS[1])
    expect(desk.locator("#completion")).to_have_value(re.compile("^Twice a day. "))
    settled(desk, 1)


def test_letters_of_the_next_one_that_were_not_taken_come_back_with_it(desk, expected_errors):
    expected_errors.append("422|ERR_FAILED|beforeunload")
    with fetched(desk):
        decide(desk)
        settled(desk, 1)
    desk.route(re.compile(f"/{example(QUESTIONS[2]).pk}/draft/$"), lambda route: route.abort())
    waiting = held_back(desk, "/decide/$")
    decide_on_nothing(desk, 1)
    desk.keyboard.type("Twice a day. ")
    let_go(desk, waiting)
    at(desk, QUESTIONS[1])
    desk.locator("#completion").fill("Bisoprolol 2.5 mg")
    saved(desk)
    assert not desk.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    desk.unroute(re.compile("/decide/$"))
    desk.keyboard.press("Escape")
    desk.keyboard.press("u")
    at(desk, QUESTIONS[0])
    desk.locator("#completion").fill(" ")
    expect(desk.locator("#checks")).to_contain_text("The completion is empty.")
    desk.locator("#completion").fill("Bisoprolol 5 mg")  # and decided before the checks say so
    desk.unroute_all()
    decide(desk)
    at(desk, QUESTIONS[2])
    saved(desk)
    assert Version.objects.get(example=example(QUESTIONS[2])).completion.startswith("Twice a day. ")


def let_ben_take(taken, project):
    Example.objects.filter(pk=taken.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert claims.claim_next(project, join(project, make_user("ben"), Role.ANNOTATOR)) == taken


def test_one_that_was_taken_meanwhile_is_replaced(desk, project):
    taken = example(QUESTIONS[1])
    let_ben_take(taken, project)
    waiting = held_back(desk, "/decide/$")
    decide(desk)
    at(desk, QUESTIONS[1])
    let_go(desk, waiting)
    at(desk, QUESTIONS[2])
    assert Example.objects.get(pk=taken.pk).status == Status.DRAFTED


def test_one_that_was_taken_meanwhile_stays_with_what_was_typed_in_it(desk, project, expected_errors):
    expected_errors.append("409")  # the clock asks whose it is
    taken = example(QUESTIONS[1])
    let_ben_take(taken, project)
    waiting = held_back(desk, "/decide/$")
    desk.locator("#completion").press("End")
    decide(desk)
    at(desk, QUESTIONS[1])
    desk.keyboard.type("Twice a day. ")
    let_go(desk, waiting)
    saved(desk)
    at(desk, QUESTIONS[1])
    assert Version.objects.get(example=taken).completion.startswith("Twice a day. ")


def test_what_is_answered_meanwhile_does_not_end_the_waiting_for_the_decision(desk, expected_errors):
    expected_errors.append("422")
    address = desk.url
    desk.goto("about:blank")  # a beat of the page that was open is past
    leases, decisions = held_back(desk, "/lease/$"), held_back(desk, "/decide/$")
    with fetched(desk):
        desk.goto(address)
    wait_until(lambda: desk.wait_for_timeout(100) or leases)  # the first beat of the clock
    decide_on_nothing(desk)
    with desk.expect_response(re.compile("/lease/$")):
        let_go(desk, leases)
    desk.keyboard.press("Control+Enter")  # it waits all the same
    desk.wait_for_timeout(100)
    let_go(desk, decisions)
    at(desk, QUESTIONS[0])
    expect(desk.locator("#problems")).to_contain_text("The completion is empty.")


@pytest.mark.parametrize("wait", [0, 300, 650, 1200])
def test_a_slow_decision_carries_the_whole_text_and_no_save_follows_it(desk, wait):
    sent = []
    desk.on("request", lambda request: sent.append(request.url.rsplit("/", 2)[1]))
    waiting = held_back(desk, "/decide/$")
    desk.locator("#completion").fill("Bisoprolol 2.5 mg once daily.")
    desk.wait_for_timeout(wait)
    desk.locator("#completion").press("End")
    desk.keyboard.type(" In the morning.")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_timeout(900)  # longer than the delay of a save
    let_go(desk, waiting)
    settled(desk, 1)
    assert "draft" not in sent[sent.index("decide") :]
    version = Version.objects.get()
    assert (version.completion, version.decision) == (
        "Bisoprolol 2.5 mg once daily. In the morning.",
        Decision.SUBMIT,
    )


def test_undo_comes_back_from_an_example_fetched_in_advance(desk):
    decide(desk)
    at(desk, QUESTIONS[1])
    settled(desk, 1)
    desk.keyboard.press("u")
    at(desk, QUESTIONS[0])
    decide(desk)
    at(desk, QUESTIONS[1])
