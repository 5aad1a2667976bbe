"""What was typed outlives the server and the browser: both are killed here, and start again."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from curation.examples.models import Version
from tests.browser.annotating import CUT_OFF, address, make_annotator, make_desk, saved, settled, sign_in
from tests.browsing import FLAGS, chromium, held_back
from tests.factories import PASSWORD, make_example

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project():
    return make_desk()


@pytest.fixture
def example(project):
    return make_example(project)


def killed(chrome):
    """The browser's process dies at once, as in a power cut."""
    session = chrome.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(each["id"] for each in processes if each["type"] == "browser"), signal.SIGKILL)


def test_a_browser_that_is_killed_has_lost_nothing_that_was_saved(browser, client, live_server, project, example):
    ana = make_annotator(project)
    doomed = browser.browser_type.launch(executable_path=chromium(), args=FLAGS)
    context = doomed.new_context()
    sign_in(context, client, live_server, ana)
    page = context.new_page()
    page.goto(address(live_server, project))
    page.locator("#completion").fill("Typed before the power went")
    page.get_by_label("Factual").check()
    saved(page)
    killed(doomed)
    with browser.new_context() as again:
        sign_in(again, client, live_server, ana)
        page = again.new_page()
        page.goto(address(live_server, project))
        expect(page).to_have_url(re.compile(f"/{example.pk}/$"))
        expect(page.locator("#completion")).to_have_value("Typed before the power went")
        expect(page.get_by_label("Factual")).to_be_checked()


NOTE_SAVES = """() => addEventListener("app:signed-in", () => addEventListener("htmx:beforeSend", ({ detail }) => {
  if (detail.pathInfo.requestPath.endsWith("/draft/")) localStorage.saves = `${document.hidden}`;
}))"""


def test_another_person_who_signs_in_over_the_page_gets_a_page_of_their_own(
    strict_page, context, client, live_server, project, example, expected_errors
):
    expected_errors.extend(["401", CUT_OFF])
    ana = make_annotator(project)
    make_annotator(project, "ben")
    sign_in(context, client, live_server, ana)
    strict_page.goto(address(live_server, project))
    expect(strict_page.locator("#completion")).to_be_editable()
    held_back(strict_page, "/lease/$")  # the clock would open the dialog before anything is typed
    client.logout()
    strict_page.locator("#completion").fill("Ana's words")
    dialog = strict_page.get_by_role("dialog", name="Your session ended")
    dialog.locator("[name=username]").fill("ben")
    dialog.locator("[name=password]").fill(PASSWORD)
    strict_page.evaluate(NOTE_SAVES)
    dialog.locator("[name=password]").press("Enter")
    expect(strict_page.get_by_text("ana is working on this example now.")).to_be_visible()
    assert strict_page.evaluate("localStorage.saves") is None
    assert not Version.objects.exists()


def test_a_decision_refused_because_the_session_ended_is_sent_again(
    strict_page, context, client, live_server, project, example, expected_errors
):
    expected_errors.extend(["401", CUT_OFF])
    after = make_example(project, prompt="And when?")
    sign_in(context, client, live_server, make_annotator(project))
    with strict_page.expect_response(re.compile("/peek/$")):
        strict_page.goto(address(live_server, project))
    strict_page.get_by_label("Factual").check()
    saved(strict_page)
    held_back(strict_page, "/lease/$")
    client.logout()
    strict_page.locator("#completion").fill("Bisoprolol 2.5 mg.")
    strict_page.keyboard.press("Control+Enter")
    dialog = strict_page.get_by_role("dialog", name="Your session ended")
    expect(strict_page.locator("#completion")).to_have_value("Bisoprolol 2.5 mg.")
    dialog.locator("[name=username]").fill("ana")
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[name=password]").press("Enter")
    expect(strict_page.locator("#prompt")).to_have_value(after.prompt)
    settled(strict_page, 1)
    decided = Version.objects.get(example=example)
    assert (decided.completion, decided.decision) == ("Bisoprolol 2.5 mg.", "submit")
    strict_page.locator("#completion").fill("In the morning.")  # fetched while the former session lasted
    saved(strict_page)
    assert Version.objects.get(example=after).completion == "In the morning."


def test_what_is_typed_during_maintenance_is_saved_when_it_is_over(
    strict_page, context, client, live_server, example, settings, expected_errors
):
    expected_errors.extend(["503", CUT_OFF])
    sign_in(context, client, live_server, make_annotator(example.project))
    strict_page.goto(address(live_server, example.project))
    strict_page.get_by_label("Factual").check()
    saved(strict_page)
    banner = strict_page.locator("[data-maintenance]")
    expect(banner).to_be_hidden()
    settings.MAINTENANCE = True
    strict_page.locator("#completion").fill("Bisoprolol 2.5 mg.")
    strict_page.keyboard.press("Control+Enter")
    expect(strict_page.locator("#toasts")).to_contain_text("nothing can be changed")
    expect(banner).to_be_visible()
    expect(strict_page.locator("#completion")).to_have_value("Bisoprolol 2.5 mg.")
    assert not Version.objects.filter(completion="Bisoprolol 2.5 mg.").exists()
    settings.MAINTENANCE = False
    saved(strict_page)
    expect(banner).to_be_hidden()
    assert Version.objects.get(example=example).completion == "Bisoprolol 2.5 mg."
