"""The whole product runs here, and its web server is killed while an expert types."""

import os
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(900)]  # the product starts within it
DESK = """
from curation.projects.roles import Role
from tests.factories import join, make_example, make_project, make_user
example = make_example(make_project(name="Letters", slug="letters"))
join(example.project, make_user("ana"), Role.ANNOTATOR)
"""


def web_processes(product):
    """The web server's main process and its workers."""
    main = product.pid("web")
    return [main, *map(int, Path(f"/proc/{main}/task/{main}/children").read_text().split())]


@contextmanager
def nothing_started_again(product):
    """Or the server is back before a slow machine has tried to save."""
    supervisor = int(product.control("pid"))
    os.kill(supervisor, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(supervisor, signal.SIGCONT)


def test_a_server_killed_while_somebody_types_costs_no_word(product, page):
    made = product.manage("shell", "-v0", "-c", DESK)
    assert made.returncode == 0, made.stderr
    page.goto(product.url)
    page.locator("[name=username]").fill("ana")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Letters")
    page.goto(f"{product.url}p/letters/annotate/")
    completion = page.locator("#completion")
    completion.fill("Typed while all was well")
    expect(page.locator("#save-state")).to_contain_text("Saved")
    doomed = web_processes(product)
    with nothing_started_again(product):
        for process in doomed:
            os.kill(process, signal.SIGKILL)
        completion.fill("Typed while the server was dead")
        expect(page.locator("#save-state")).to_contain_text("Not saved")
    expect(page.locator("#save-state")).to_contain_text("Saved", timeout=60_000)
    page.reload()
    expect(completion).to_have_value("Typed while the server was dead")
