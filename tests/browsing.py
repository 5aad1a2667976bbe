"""What tests in a real browser share: Chromium, a strict eye on each page, requests held back, accessibility."""

import os
import re
import shutil
from functools import wraps
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Locator, Page, Route

from tests.services import ROOT, wait_until

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only the violations: the thousands of passes take longer to hand over than to find.
AXE_RUN = "options => axe.run(options).then(({ violations }) => ({ violations }))"
PATIENCE = 20_000  # ms for what a page is expected to show: a loaded machine may need them, a green test does not
ACTS = [
    "check",
    "click",
    "fill",
    "focus",
    "hover",
    "press",
    "press_sequentially",
    "select_option",
    "set_input_files",
    "uncheck",
]
OURS = {"127.0.0.1", "localhost", None}  # None: data: and blob: addresses


def chromium():
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise RuntimeError("Chromium is not on this machine: run `make test`, which installs it, or set CHROMIUM.")
    return found


def act_once_scripts_ran():
    """A driver would press a key between the sight of the next page and its scripts, which nobody's hands can."""

    def patient(act):
        @wraps(act)
        def acting(self, *values, **options):
            (self if isinstance(self, Page) else self.page).wait_for_load_state("domcontentloaded")
            return act(self, *values, **options)

        return acting

    for each in ACTS:
        setattr(Locator, each, patient(getattr(Locator, each)))
    Page.keyboard = property(patient(Page.keyboard.fget))


def watch(context):
    """The list of everything that goes wrong on the pages of `context`, filled as it happens.

    Chromium reports what a Content-Security-Policy refused as a console error.
    """
    problems = []

    def see_console(message):
        if message.type == "error":
            problems.append(f"console: {message.text}")

    def see_request(request):
        if urlsplit(request.url).hostname not in OURS:
            problems.append(f"left for another host: {request.url}")

    context.on("console", see_console)
    context.on("weberror", lambda error: problems.append(f"script: {error.error}"))
    context.on("request", see_request)
    return problems


def unexpected(problems, expected):
    return [each for each in problems if not any(re.search(pattern, each) for pattern in expected)]


def held_back(page, pattern, *, times=None):
    """Requests to `pattern`, or so many of them, wait here until they are let go on."""
    waiting = []
    page.route(re.compile(pattern), lambda route: waiting.append(route), times=times)  # noqa: PLW0108 - playwright looks inside
    return waiting


def let_go(page, waiting, go_on=Route.continue_):
    """Let the oldest of the requests held back go on; the page may have moved on before it went out."""
    wait_until(lambda: page.wait_for_timeout(20) or waiting)
    go_on(waiting.pop(0))


def assert_accessible(page):
    """No violation of WCAG 2.2 AA, nor of axe's best practices, on the page as it stands."""
    page.wait_for_load_state()  # what is looked for may stand there while the rest still comes
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(AXE_RUN, {"resultTypes": ["violations"], "runOnly": STANDARDS}))
    assert found.violations_count == 0, found.generate_report()


def shoot(page, name):
    """Keep a picture of the whole page in var/screenshots, to be looked at."""
    page.screenshot(path=ROOT / "var" / "screenshots" / f"{name}.png", full_page=True)
