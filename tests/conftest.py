"""Fixtures for every test. The real parts are in `tests/services.py`, what a page must obey in `tests/browsing.py`."""

import os
import subprocess
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from playwright.sync_api import expect, sync_playwright

from curation.examples.models import Tally
from tests.browsing import FLAGS, PATIENCE, act_once_scripts_ran, chromium, unexpected, watch
from tests.services import ROOT, Product, own_database, wait_until

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "product"}  # fixtures that bring one


def pytest_xdist_auto_num_workers():
    """One process more than cores: a test often waits for a part of the product that starts, or for a page."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    """What touches no database is tried `once`; files with slow tests begin first, so that none is left at the end."""
    for item in items:
        if not DATABASE.intersection(item.fixturenames) and not item.get_closest_marker("django_db"):
            item.add_marker("once")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def nothing_counted():
    """SQLite empties one table after the other, and the triggers count what goes after what they had counted."""
    post_migrate.connect(uncount, sender=apps.get_app_config("examples"))  # which the end of emptying sends, too


def uncount(using, **_more):
    Tally.objects.using(using).all().delete()


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """The whole product, running and empty, for the tests of one module; on PostgreSQL when the run is."""
    with own_database(os.environ.get("DATABASE_URL")) as database_url:
        running = Product(tmp_path_factory.mktemp("product"), database_url)
        try:
            running.start()
            yield running
        finally:
            running.stop()


@contextmanager
def started(part, **environment):
    """One part of the product, started the way supervisor starts it, in the tests' own data folder."""
    log = settings.DATA / f"{part}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "curation/deploy/start.sh", part],
            cwd=ROOT,
            env=os.environ | {"REDIS_SOCKET": str(settings.REDIS_SOCKET)} | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield log
    finally:
        process.terminate()
        process.wait(120)


@pytest.fixture(scope="module")
def redis_server():
    """A private redis on the socket that the settings name; gone with the module, so that others find none."""
    with started("redis"):
        yield wait_until(settings.REDIS_SOCKET.exists)


@pytest.fixture(scope="module")
def worker(django_db_setup, redis_server):
    """A Celery worker on the tests' own database. A test that uses it needs `transactional_db`.

    It ends with the module: it would take over the work that the next ones do themselves.
    """
    with started("worker", DATABASE_URL=database_url(), DJANGO_SETTINGS_MODULE="curation.settings") as log:
        wait_until(lambda: " ready." in log.read_text(), timeout=180)  # it is nicer than what else runs here
        yield log


def database_url():
    """The address of the database that the tests run on."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{database['NAME']}"


@pytest.fixture(scope="session")
def browser():
    expect.set_options(timeout=PATIENCE)
    act_once_scripts_ran()
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def context(browser):
    """One person's browser: own cookies, English, and no motion, amid which axe would measure colours."""
    with browser.new_context(
        locale="en-GB", viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    ) as context:
        context.set_default_navigation_timeout(5 * PATIENCE)  # the first page of a process makes all its templates
        yield context


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def expected_errors():
    """Patterns of what a strict page may report: a test that provokes a 409 appends one."""
    return []


@pytest.fixture
def strict_page(context, expected_errors):
    """A page that fails its test on a console error, a script error, a refused policy or a request to another host."""
    problems = watch(context)
    yield context.new_page()
    assert not unexpected(problems, expected_errors)


def pytest_terminal_summary(terminalreporter):
    """The tables that tests have kept with `record_property("table", ...)`."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, text in report.user_properties:
            if name == "table" and report.when == "call":
                terminalreporter.write_line(text)
