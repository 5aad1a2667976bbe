"""Examples chosen in the list and changed together, by keyboard, in real Chromium."""

import pytest
from playwright.sync_api import expect

from curation.examples.models import BulkChange, Example
from curation.examples.states import Status
from curation.review import bulk_asking, bulk_running
from tests.browsing import assert_accessible, shoot
from tests.factories import make_example, make_label

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def labels():
    return [list(example.labels.values_list("name", flat=True)) for example in Example.objects.order_by("pk")]


def test_several_examples_are_labelled_as_a_job_and_that_is_undone(screen, project, monkeypatch):
    monkeypatch.setattr(bulk_asking, "AT_ONCE", 2)  # more are a job, watched by the page
    make_label(project, "Fact", many=True)
    for n in range(3):
        make_example(project, status=Status.FINAL, final_prompt=f"Dose {n}?", final_completion="2.5 mg")
    make_example(project)
    screen.open("examples/")
    choose_rows(screen)
    screen.get_by_label("Choose all on this page").focus()
    screen.keyboard.press("Space")
    expect(screen.locator("[data-chosen-count]")).to_have_text("4 chosen")
    assert_accessible(screen)
    shoot(screen, "examples-chosen")
    screen.get_by_label("Change", exact=True).focus()
    screen.keyboard.press("Tab")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Add a label to 4 examples")
    assert_accessible(screen)
    screen.get_by_label("Label").select_option(label="Fact")
    screen.get_by_role("button", name="Add a label to 4 examples").press("Enter")
    expect(screen.get_by_text("0 of 4")).to_be_visible()
    assert_accessible(screen)
    bulk_running.run(BulkChange.objects.get().pk)  # as the worker does
    expect(screen.get_by_role("heading", level=2)).to_have_text("3 examples were changed.")
    expect(screen.locator("main")).to_contain_text("not final: people still choose its labels")
    assert labels() == [["Fact"], ["Fact"], ["Fact"], []]
    assert_accessible(screen)
    shoot(screen, "examples-changed")
    screen.get_by_role("button", name="Undo").press("Enter")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Undo a change of 3 examples")
    bulk_running.run(BulkChange.objects.latest("pk").pk)
    expect(screen.get_by_role("heading", level=2)).to_have_text("3 examples were changed.")
    assert labels() == [[], [], [], []]


def test_a_search_is_saved_and_what_it_finds_is_put_in_a_collection(screen, project):
    make_example(project, status=Status.FINAL, final_prompt="Dose?", final_completion="2.5 mg")
    screen.open("examples/?q=status:final")
    screen.get_by_role("link", name="Save this search").press("Enter")
    screen.get_by_label("Name").fill("Done")
    assert_accessible(screen)
    screen.keyboard.press("Enter")
    saved = screen.get_by_role("navigation", name="Saved searches")
    expect(saved.get_by_role("link", name="Done")).to_have_attribute("aria-current", "true")
    screen.get_by_label("Choose all on this page").check()
    screen.get_by_label("Change", exact=True).select_option(label="Put in a dataset collection")
    assert_accessible(screen)
    screen.get_by_role("button", name="Go on").press("Enter")
    screen.get_by_label("Collection").fill("For the pilot")
    assert_accessible(screen)
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", level=2)).to_have_text("1 example was changed.")
    screen.get_by_role("link", name="New dataset version").press("Enter")
    expect(screen.get_by_label("For the pilot")).to_be_checked()


def choose_rows(screen):
    """The first three, by keys alone."""
    links = screen.locator("tbody th a")
    for key, at in [("j", 0), ("j", 1), ("k", 0)]:
        screen.keyboard.press(key)
        expect(links.nth(at)).to_be_focused()
    for key in ["Space", "j", "j", "Shift+Space"]:
        screen.keyboard.press(key)
    expect(screen.locator("[data-chosen-count]")).to_have_text("3 chosen")
    expect(links.nth(2)).to_be_focused()
