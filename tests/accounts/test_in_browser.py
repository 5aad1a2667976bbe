"""The shell in real Chromium: what no test of the server's answers can see."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browsing import assert_accessible
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REFUSED = r"status of 4\d\d|Status Error Code 4\d\d"  # Chromium and htmx report each as a console error


@pytest.fixture
def person():
    return make_user("ana", first_name="Ana", last_name="Belmonte")


@pytest.fixture
def at(live_server):
    return lambda name: live_server.url + reverse(f"accounts:{name}")


@pytest.fixture
def inside(strict_page, at, person):
    """My settings, opened by someone who has just signed in."""
    strict_page.goto(f"{at('sign_in')}?next={reverse('accounts:settings')}")
    sign_in(strict_page)
    strict_page.wait_for_url(at("settings"))
    return strict_page


def sign_in(page, password=PASSWORD, within="main"):
    page.locator(f"{within} [name=username]").fill("ana")
    page.locator(f"{within} [name=password]").fill(password)
    page.locator(f"{within} [name=password]").press("Enter")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_wrong_password_is_explained_and_the_right_one_lets_in(strict_page, at, expected_errors, scheme, language):
    expected_errors.append(REFUSED)
    page = strict_page
    page.emulate_media(color_scheme=scheme)
    page.goto(at("sign_in"))
    page.locator(f".switch [value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert_accessible(page)
    sign_in(page, "wrong")
    expect(page.locator("main [role=alert]")).to_be_focused()
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), width
    assert_accessible(page)
    sign_in(page)
    expect(page.locator(".topbar [popovertarget=account]")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_persons_pages_are_accessible_and_fit_a_telephone(inside, at, scheme):
    inside.emulate_media(color_scheme=scheme)
    for name in ("settings", "password_change", "shortcuts"):
        inside.goto(at(name))
        for width in (1440, 320):
            inside.set_viewport_size({"width": width, "height": 900})
            assert fits(inside), (name, width)
            assert_accessible(inside)


def test_the_password_can_be_shown(strict_page, at):
    strict_page.goto(at("sign_in"))
    strict_page.get_by_label("Password", exact=True).fill("secret")
    show = strict_page.get_by_role("button", name=re.compile("Show"))
    show.click()
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(strict_page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")


def test_the_question_mark_lists_the_keys_of_the_page_and_escape_goes_back(inside):
    inside.keyboard.press("?")
    dialog = inside.get_by_role("dialog", name="Keyboard shortcuts on this page")
    expect(dialog).to_contain_text("Save settings")
    assert_accessible(inside)
    inside.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_person_without_single_keys_keeps_the_others(inside):
    inside.get_by_label("Single-key shortcuts").uncheck()
    inside.keyboard.press("Control+s")
    expect(inside.locator("html")).to_have_attribute("data-single-keys", "off")
    inside.keyboard.press("?")
    expect(inside.locator("#help")).to_be_hidden()
    inside.get_by_label("Dark", exact=True).check()
    inside.keyboard.press("Control+Enter")
    expect(inside.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("size", [90, 130])
def test_the_text_size_sets_every_size_on_the_page_and_compact_ones_can_be_hit(inside, person, size):
    person.text_size, person.density = size, "compact"
    person.save()
    inside.reload()
    targets = inside.locator("main :is(.btn, label:has(input), select)").all()
    assert min(target.bounding_box()["height"] for target in targets) >= 24
    assert inside.evaluate("getComputedStyle(document.body).fontSize") == f"{16 * size / 100:g}px"
    inside.set_viewport_size({"width": 320, "height": 640})
    assert fits(inside)


def test_a_letter_typed_into_a_field_is_a_letter(inside, at):
    inside.goto(at("password_change"))
    field = inside.locator("[name=old_password]")
    field.press("?")
    expect(field).to_have_value("?")
    expect(inside.locator("#help")).to_be_hidden()
    field.press("Escape")
    inside.keyboard.press("?")
    expect(inside.locator("#help")).to_be_visible()


def test_what_was_saved_is_said_once_and_leaves(inside):
    inside.keyboard.press("Control+s")
    expect(inside.locator("#status")).to_have_text("Your settings are saved.")
    expect(inside.locator("#toasts .toast")).to_have_count(1)
    inside.get_by_role("button", name="Dismiss").click()
    expect(inside.locator("#toasts .toast")).to_have_count(0)


def test_a_session_that_ended_is_renewed_over_the_page_and_the_request_sent_again(inside, at, expected_errors):
    expected_errors.append(REFUSED)
    inside.get_by_label("130").check()
    inside.context.clear_cookies(name="sessionid")
    with inside.expect_response(lambda answer: answer.status == 401):
        inside.evaluate(
            "address => { htmx.ajax('POST', address, {source: 'main form', swap: 'none'}) }", at("settings")
        )
    dialog = inside.get_by_role("dialog", name="Your session ended")
    expect(dialog.get_by_label("Email or user name")).to_be_focused()
    assert_accessible(inside)
    sign_in(inside, "wrong", within="#session")
    expect(dialog.get_by_role("alert")).to_be_focused()
    with inside.expect_response(lambda answer: answer.url == at("settings") and answer.status == 200):
        sign_in(inside, within="#session")
    expect(dialog).to_be_hidden()
    inside.reload()
    expect(inside.locator("html")).to_have_attribute("data-text", "130")


def test_the_sign_in_over_the_page_reloads_it_for_someone_else(inside, at, expected_errors):
    expected_errors.append(REFUSED)
    make_user("luis", first_name="Luis")
    inside.context.clear_cookies(name="sessionid")
    inside.evaluate("address => { htmx.ajax('GET', address, {source: 'main form', swap: 'none'}) }", at("settings"))
    inside.locator("#session [name=username]").fill("luis")
    inside.locator("#session [name=password]").fill(PASSWORD)
    inside.locator("#session [name=password]").press("Enter")
    expect(inside.locator("main")).to_contain_text("Signed in as Luis")


def test_a_failure_is_a_message_with_a_reference(inside, live_server, expected_errors):
    expected_errors.append(REFUSED)
    inside.evaluate("address => { htmx.ajax('GET', address, {swap: 'none'}) }", live_server.url + "/not/here/")
    expect(inside.locator("#alert")).to_have_text("This is no longer here.")
    expect(inside.locator("#toasts .toast")).to_have_attribute("data-level", "error")


def test_below_the_menus_width_the_navigation_is_a_drawer(inside):
    inside.set_viewport_size({"width": 800, "height": 700})
    menu = inside.get_by_role("button", name="Menu")
    menu.click()
    expect(inside.get_by_role("dialog", name="Menu")).to_be_visible()
    assert_accessible(inside)
    inside.keyboard.press("Escape")
    expect(menu).to_be_focused()
