"""A manager makes a dataset in real Chromium, from the choice to the file on disk."""

import hashlib
import json
import re
from itertools import product

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from curation.datasets.building import build
from curation.datasets.models import DatasetVersion
from curation.projects.roles import Role
from tests.browsing import assert_accessible, shoot
from tests.datasets.plans import make_final, make_finals, start
from tests.factories import join, make_document, make_label, make_project, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "¿Qué dosis de bisoprolol se inició, «2,5 mg»\u2028 o 1,25 mg? 漢字 👩🏽‍⚕️"


@pytest.fixture
def project():
    project = make_project(name="Cardiology letters", slug="cardiology-letters")
    labels = [make_label(project, "Factual"), make_label(project, "Reasoning")]
    make_finals(project, documents=12, each=4)
    for label in labels:
        make_final(project, f"{LONG} {label}", "Bisoprolol 2,5 mg.", document=make_document(project), labels=[label])
    return project


@pytest.fixture
def desk(strict_page, live_server, client, project):
    """Open an address as the manager."""
    client.force_login(join(project, make_user("luis", first_name="Luis", last_name="Vega"), Role.MANAGER))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    strict_page.context.add_cookies([session])

    def open_at(name, *args, query=""):
        strict_page.goto(f"{live_server.url}{reverse(f'datasets:{name}', args=[project.slug, *args])}{query}")
        return strict_page

    return open_at


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_version_is_made_step_by_step_and_its_file_saved(desk, tmp_path):
    page = desk("list")
    page.get_by_role("link", name="New version").click()
    page.get_by_label("Factual").check()
    expect(page.get_by_role("status").filter(has_text="Examples")).to_have_text(re.compile(r"^\s*Examples\s*1\s"))
    page.get_by_label("Factual").uncheck()
    page.get_by_role("button", name="Continue: Split").click()
    page.get_by_label("Seed").fill("7")
    page.get_by_role("button", name="Continue: Check").click()
    expect(page.get_by_text("No text occurs twice")).to_be_visible()
    expect(page.get_by_role("region", name="First lines, openai-chat")).to_contain_text('{"messages": [{"role": "user"')
    page.get_by_label("Prompt and completion").check()
    expect(page.get_by_role("region", name="First lines, openai-completion")).to_contain_text('"completion": " It is')
    page.get_by_role("link", name="Split").click()
    expect(page.get_by_label("Seed")).to_have_value("7")
    page.get_by_role("link", name="Build").click()
    page.get_by_label("Notes").fill("For the pilot.")
    page.get_by_role("button", name="Build version v1").click()
    expect(page.get_by_text("Building goes on if you leave the page.")).to_be_visible()

    build(DatasetVersion.objects.get().pk)
    expect(page.get_by_text("it never changes")).to_be_visible()
    expect(page.locator("#status")).to_have_text("Version v1 is ready.")
    with page.expect_download() as saving:
        page.get_by_role("link", name=re.compile("Download.*chat.train")).click()
    assert saving.value.suggested_filename == "cardiology-letters-v1-openai-chat-train.jsonl"
    saving.value.save_as(tmp_path / "train.jsonl")
    data = (tmp_path / "train.jsonl").read_bytes()
    kept = DatasetVersion.objects.get().files.get(name="openai-chat/train.jsonl")
    assert hashlib.sha256(data).hexdigest() == kept.sha256
    assert all(len(json.loads(line)["messages"]) == 2 for line in data.decode().split("\n")[:-1])
    assert DatasetVersion.objects.get().notes == "For the pilot."


def test_errors_are_left_out_with_a_tick_and_warnings_accepted_with_another(desk, project):
    make_final(project, "what is 0 OF 0?", "it is 0 in 0.")
    page = desk("create", query="?step=check")
    expect(page.locator(".check").first).to_have_text("Error: 1 example says the same as another")
    page.get_by_label("Leave this example out").check()
    expect(page.get_by_text("Left out:")).to_be_visible()
    expect(page.get_by_label("Leave this example out")).to_be_focused()
    page.get_by_role("button", name="Continue: Build").click()
    page.get_by_role("button", name="Build version v1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Version v1")
    assert DatasetVersion.objects.get().leave_out == {"duplicate"}


def test_the_sum_can_be_copied(desk, project, context):
    build(start(project).pk)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = desk("detail", 1)
    page.get_by_role("button", name=re.compile("Copy.*chat.test")).click()
    expect(page.locator("#status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == DatasetVersion.objects.get().files.get(part="test").sha256


def test_every_screen_is_accessible_in_both_themes_and_fits_a_telephone(desk, project):
    make_final(project, "what is 0 OF 0?", "it is 0 in 0.")
    build(start(project, choice={"leave_out": ["duplicate"]}, formats=["openai-chat", "openai-completion"]).pk)
    build(start(project).pk)
    start(project, notes="A note\nin two lines.")
    small = {"train": 100, "validation": 0, "test": 0}
    build(start(project, choice={"leave_out": ["duplicate"]}, shares=small).pk)
    screens = {
        "list": ("list", (), ""), "choose": ("create", (), "?step=choose"), "split": ("create", (), "?step=split"),
        "check": ("create", (), "?step=check"), "build": ("create", (), "?step=build"), "ready": ("detail", (1,), ""),
        "failed": ("detail", (2,), ""), "waiting": ("detail", (3,), ""),
    }  # fmt: skip
    for name, (view, args, query) in screens.items():
        page = desk(view, *args, query=query)
        for theme, width in product(("light", "dark"), (1440, 390)):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
            assert fits(page), (name, width)
            shoot(page, f"datasets-{name}-{theme}-{width}")
