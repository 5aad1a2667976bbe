"""What a person decides, and the last letters before it, while the server answers saves slowly."""

import pytest

from curation.examples.models import Version
from tests.browser.annotating import CUT_OFF, address, at, make_annotator, make_desk, saved, settled, sign_in
from tests.browsing import held_back, let_go
from tests.factories import make_document, make_example, make_passage
from tests.services import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = ["What dose was started?", "How often?", "Why?"]


@pytest.fixture
def desk(strict_page, context, client, live_server, expected_errors):
    """The second example on screen, after a decision on the first."""
    expected_errors.append(CUT_OFF)
    project = make_desk()
    passage = make_passage(make_document(project))
    for n, question in enumerate(QUESTIONS):
        make_example(passage=passage, prompt=question, ordinal=n)
    sign_in(context, client, live_server, make_annotator(project))
    strict_page.goto(address(live_server, project))
    strict_page.keyboard.press("1")
    strict_page.keyboard.press("Control+Enter")
    at(strict_page, QUESTIONS[1])
    settled(strict_page, 1)
    strict_page.keyboard.press("2")
    saved(strict_page)
    return strict_page


def type_during_saves(desk):
    """One save is on its way, the next waits for it, and the delay of a third has begun; both that are sent."""
    saves = held_back(desk, "/draft/$", times=2)
    completion = desk.locator("#completion")
    completion.fill("Bisoprolol 2.5 mg")
    wait_until(lambda: desk.wait_for_timeout(50) or saves)
    completion.press("End")
    desk.keyboard.type(" once daily.")
    desk.wait_for_timeout(900)  # longer than the delay of a save
    desk.keyboard.type(" In the morning.")
    return saves


def is_kept():
    return Version.objects.filter(completion="Bisoprolol 2.5 mg once daily. In the morning.").exists()


def test_no_save_takes_the_place_of_a_decision_that_waits(desk):
    saves = type_during_saves(desk)
    desk.keyboard.press("Control+Enter")
    desk.wait_for_timeout(900)
    saves.pop(0)  # cut off by the decision
    let_go(desk, saves)
    at(desk, QUESTIONS[2])
    settled(desk, 2)
    assert is_kept()


def test_undo_comes_after_the_save_that_waits(desk):
    saves = type_during_saves(desk)
    desk.keyboard.press("Escape")
    desk.keyboard.press("u")
    desk.wait_for_timeout(900)
    let_go(desk, saves)
    let_go(desk, saves)
    at(desk, QUESTIONS[0])
    settled(desk, 0)
    assert is_kept()
