"""Finding examples from anywhere, and an answer that takes long, in real Chromium."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browsing import assert_accessible, held_back, let_go, shoot
from tests.factories import make_example

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GIVEN_UP = r"htmx:(afterRequest|sendAbort)|ERR_ABORTED|ERR_FAILED"  # htmx reports it as a console error


def hold_time(page):
    """What is shown after a while is not shown, however long the test takes."""
    page.context.new_cdp_session(page).send("Animation.setPlaybackRate", {"playbackRate": 0})


def pass_time(page):
    """What is shown after a while is shown now."""
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")


def test_examples_are_found_by_a_key_from_any_page_in_any_width(screen, project):
    make_example(project, prompt="Which dose of bisoprolol?")
    for width, picture in ((1440, False), (320, True)):
        screen.set_viewport_size({"width": width, "height": 800})
        screen.open("")
        screen.keyboard.press("/")
        field = screen.locator("#find-examples" if picture else "#search-examples")
        expect(field).to_be_focused()
        shoot(screen, f"search-{width}")
        assert_accessible(screen)
        assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
        field.fill("bisop")
        field.press("Enter")
        expect(screen.get_by_role("link", name="Which dose of bisoprolol?")).to_be_visible()
        expect(screen.get_by_role("searchbox")).to_have_count(1)
        screen.keyboard.press("/")
        expect(screen.get_by_role("searchbox")).to_be_focused()


def test_an_answer_that_takes_long_is_waited_for_in_sight_and_can_be_given_up(screen, project, expected_errors):
    expected_errors.append(GIVEN_UP)
    make_example(project, prompt="Which dose of bisoprolol?")
    screen.open("examples/")
    waiting = held_back(screen, r"examples/\?q=")
    hold_time(screen)
    screen.get_by_role("searchbox").fill("nothing like it")
    screen.keyboard.press("Enter")
    expect(screen.locator("#example-list")).to_have_attribute("aria-busy", "true")
    late = screen.get_by_text("Still working…")
    expect(late).to_be_hidden()
    pass_time(screen)
    expect(late).to_be_visible()
    shoot(screen, "still-working")
    assert_accessible(screen)
    screen.get_by_role("button", name="Cancel").click()
    expect(late).to_be_hidden()
    expect(screen.locator("[aria-busy]")).to_have_count(0)
    expect(screen.get_by_role("link", name="Which dose of bisoprolol?")).to_be_visible()
    let_go(screen, waiting, Route.abort)
    expect(screen).to_have_url(re.compile(r"examples/$"))
