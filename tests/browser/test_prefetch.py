"""The next workspace is on screen before the decision on this one is answered."""

import re

import pytest
from playwright.sync_api import expect

from curation.examples.models import Version
from curation.examples.states import Decision
from tests.browser.annotating import CUT_OFF, at, saved, settled
from tests.browser.fetching import QUESTIONS, decide, example, fetched, open_queue
from tests.browsing import held_back, let_go
from tests.services import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(strict_page, context, client, live_server, expected_errors):
    expected_errors.append(CUT_OFF)
    return open_queue(strict_page, context, client, live_server)


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
