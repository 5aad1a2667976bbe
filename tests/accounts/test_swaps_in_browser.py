"""What our scripts promise every screen about swaps. The answers come from the test, the page and htmx are real."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_user
from tests.services import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUT = "html => { document.querySelector('main').insertAdjacentHTML('beforeend', html); htmx.process(document.body) }"
POLL = '<div id="box" hx-get="/answer/" hx-trigger="app:tick from:body"><button id="inner">Within</button></div>'
ASK = '<button id="ask" hx-get="/answer/" hx-target="#box">Ask</button><div id="box"><p>Before</p></div>'


@pytest.fixture
def put(strict_page, live_server, client):
    """Put HTML on an open page and say what /answer/ answers; returns the list of requests that came."""
    client.force_login(make_user())
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    strict_page.context.add_cookies([session])

    def put_on_page(html, *, body="<p>After</p>", status=200, **answer):
        asked = []

        def respond(route):
            asked.append(route.request)
            route.fulfill(status=status, body=body, content_type="text/html", **answer)

        strict_page.route("**/answer/", respond)
        strict_page.goto(live_server.url + reverse("accounts:shortcuts"))
        strict_page.evaluate(PUT, html)
        return asked

    return put_on_page


@pytest.mark.parametrize("status", [200, 204])
def test_a_region_asks_with_every_tick(strict_page, put, status):
    asked = put(POLL, status=status)
    wait_until(lambda: strict_page.wait_for_timeout(50) or len(asked) > 1)


def test_news_from_the_background_never_takes_the_focus_away(strict_page, put):
    asked = put(POLL)
    strict_page.locator("#inner").focus()
    wait_until(lambda: strict_page.wait_for_timeout(300) or asked)
    strict_page.wait_for_timeout(300)  # for what was answered
    expect(strict_page.locator("#inner")).to_be_focused()
    strict_page.locator("h1").focus()
    expect(strict_page.locator("#box")).to_have_text("After")
    expect(strict_page.locator("h1")).to_be_focused()


def test_focus_goes_where_the_new_content_wants_it(strict_page, put):
    put(ASK, body='<input aria-label="First"><input aria-label="Wanted" data-focus>')
    strict_page.locator("#ask").click()
    expect(strict_page.get_by_label("Wanted")).to_be_focused()


def test_focus_stays_with_the_control_that_asked(strict_page, put):
    put(ASK)
    strict_page.locator("#ask").click()
    expect(strict_page.locator("#box")).to_have_text("After")
    expect(strict_page.locator("#ask")).to_be_focused()


def test_focus_goes_to_the_heading_when_the_control_is_gone(strict_page, put):
    put('<div id="box"><button hx-get="/answer/" hx-target="#box">Go</button></div>', body='<h2 tabindex="-1">New</h2>')
    strict_page.get_by_role("button", name="Go").click()
    expect(strict_page.get_by_role("heading", name="New")).to_be_focused()


def test_a_dialog_that_arrives_opens_itself_and_gives_the_focus_back(strict_page, put):
    put(
        ASK,
        body='<dialog class="dialog" data-dialog-show aria-label="Why"><button data-dialog-close>No</button></dialog>',
    )
    strict_page.locator("#ask").click()
    expect(strict_page.get_by_role("dialog", name="Why")).to_be_visible()
    strict_page.get_by_role("button", name="No").click()
    expect(strict_page.locator("#ask")).to_be_focused()


@pytest.mark.parametrize("status", [409, 422])
def test_a_conflict_and_a_wrong_form_are_put_on_the_page(strict_page, put, expected_errors, status):
    expected_errors.append(f"status of {status}")
    put(ASK, status=status, body="<p role=alert>Both texts</p>")
    strict_page.locator("#ask").click()
    expect(strict_page.locator("#box")).to_have_text("Both texts")


def test_a_toast_speaks_and_its_action_is_sent(strict_page, put):
    action = {"label": "Undo", "url": "/answer/", "target": "#box"}
    toast = json.dumps({"app:toast": {"level": "success", "text": "Submitted", "action": action}})
    asked = put(ASK, headers={"HX-Trigger": toast})
    strict_page.locator("#ask").click()
    expect(strict_page.locator("#status")).to_have_text("Submitted")
    strict_page.get_by_role("button", name="Undo").click()
    wait_until(lambda: strict_page.wait_for_timeout(50) or asked[1:])
    assert [request.method for request in asked] == ["GET", "POST"]
    assert asked[1].headers["x-csrftoken"]


KEYS = """
<input aria-label="Field">
<button data-key="x" id="x">Reject</button>
<button data-key="3" id="three">Label</button>
<button data-key="ctrl+enter" id="submit">Submit</button>
<textarea data-key="e" id="editor" aria-label="Editor"></textarea>
<p id="log"></p>
"""
LOG = "document.addEventListener('click', e => { document.querySelector('#log').textContent += e.target.id + ' ' })"


def test_keys_press_what_they_are_printed_on(strict_page, put):
    put(KEYS)
    strict_page.evaluate(LOG)
    for key in ("x", "3", "Control+Enter", "e", "x", "Control+Enter", "Escape", "x", "Alt+x"):
        strict_page.keyboard.press(key)
    expect(strict_page.locator("#log")).to_have_text("x three submit submit x ")
    expect(strict_page.locator("#editor")).to_have_value("x")
