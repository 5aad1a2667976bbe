"""A second press of the button that submits: for whom wants to confirm, and for what nobody can have read yet."""

import pytest
from playwright.sync_api import expect

from curation.accounts.models import User
from tests.browser.annotating import at, saved
from tests.browsing import held_back, let_go
from tests.factories import make_example

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = ["What dose was started?", "How often?"]


@pytest.fixture
def desk(screen, project):
    for question in QUESTIONS:
        make_example(project, prompt=question)
    screen.open("annotate/")
    return screen


def test_accepting_at_once_is_asked_for_twice(desk):
    desk.add_init_script("performance.now = () => 0")  # at once, however slow the machine is
    desk.reload()
    desk.keyboard.press("a")
    expect(desk.locator("#save-state")).to_contain_text("Read first")
    desk.keyboard.press("a")
    at(desk, QUESTIONS[1])


def test_who_wants_to_confirm_is_asked_once_for_each_example_and_again_after_typing(desk):
    User.objects.update(confirm_submit=True)
    desk.reload()
    asked = desk.locator("#save-state").get_by_text("Press again to submit.")
    desk.keyboard.press("Control+Enter")
    expect(asked).to_be_visible()
    desk.keyboard.press("e")
    desk.keyboard.type("More")
    saved(desk)
    expect(asked).to_be_hidden()
    desk.keyboard.press("Control+Enter")
    expect(asked).to_be_visible()
    desk.keyboard.press("Control+Enter")
    at(desk, QUESTIONS[1])
    desk.get_by_role("button", name="Submit").click()
    expect(asked).to_be_visible()


def test_the_question_stays_when_a_save_is_answered(desk):
    User.objects.update(confirm_submit=True)
    desk.reload()
    waiting = held_back(desk, "/draft/$", times=1)
    desk.keyboard.press("e")
    desk.keyboard.type("More")
    expect(desk.locator("#save-state")).to_contain_text("Saving…")
    desk.keyboard.press("Control+Enter")
    let_go(desk, waiting)
    expect(desk.locator("#diff")).to_contain_text("More")  # comes with the answer
    expect(desk.locator("#save-state")).to_contain_text("Press again to submit.")
    desk.keyboard.press("Control+Enter")
    at(desk, QUESTIONS[1])
