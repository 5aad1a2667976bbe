"""A decision that is refused or lost, when the next workspace is on screen already: no letter goes with it."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Route, expect

from curation.annotate import claims
from curation.examples.models import Example, Version
from curation.examples.states import Decision, Status
from tests.browser.annotating import CUT_OFF, at, make_annotator, saved, settled
from tests.browser.fetching import QUESTIONS, decide, example, fetched, open_queue
from tests.browsing import held_back, let_go
from tests.services import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(strict_page, context, client, live_server, expected_errors):
    expected_errors.append(CUT_OFF)
    return open_queue(strict_page, context, client, live_server)


def decide_on_nothing(page, n=0):
    """Before the answer to a save could tell the page that it will be refused."""
    saves = re.compile(f"/{example(QUESTIONS[n]).pk}/draft/$")
    page.route(saves, lambda route: None)
    page.locator("#completion").fill(" ")
    decide(page)
    at(page, QUESTIONS[n + 1])
    page.unroute(saves)


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


def let_ben_take(taken):
    """In one step: the page asks each minute for what it has fetched to stay reserved."""
    with transaction.atomic():
        Example.objects.filter(pk=taken.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
        assert claims.claim_next(taken.project, make_annotator(taken.project, "ben")) == taken


def test_one_that_was_taken_meanwhile_is_replaced(desk):
    taken = example(QUESTIONS[1])
    let_ben_take(taken)
    waiting = held_back(desk, "/decide/$")
    decide(desk)
    at(desk, QUESTIONS[1])
    let_go(desk, waiting)
    at(desk, QUESTIONS[2])
    assert Example.objects.get(pk=taken.pk).status == Status.DRAFTED


def test_one_that_was_taken_meanwhile_stays_with_what_was_typed_in_it(desk, expected_errors):
    expected_errors.append("409")  # the clock asks whose it is
    taken = example(QUESTIONS[1])
    let_ben_take(taken)
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
