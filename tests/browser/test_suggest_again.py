"""Asking a language model for a draft once more, in a browser that reports whatever goes wrong."""

import pytest
from playwright.sync_api import expect

from curation.annotate import asking_again, rewriting
from curation.examples.models import Rewriting, Version
from curation.examples.models.rewriting import Stage
from curation.intake import suggesting, suggesting_jobs
from curation.projects.roles import Role
from tests.browser.annotating import saved
from tests.browsing import assert_accessible, held_back, let_go, shoot
from tests.factories import join, make_document, make_example, make_label, make_passage, make_project, make_user
from tests.intake.suggesting import make_passages, use
from tests.model_server import drafts, serving
from tests.services import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CUT_OFF = "htmx:sendAbort|htmx:afterRequest"  # how htmx reports a save that the next request cut off
BETTER = ("Which dose of bisoprolol was started?", "Bisoprolol 2.5 mg was started, once daily.")


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    monkeypatch.setattr(rewriting, "ring", lambda *told: None)  # the tests are the worker
    monkeypatch.setattr(suggesting_jobs, "ring", lambda *told: None)
    with serving() as running:
        use(settings, running)
        running.answer = lambda body: drafts(BETTER)
        yield running


@pytest.fixture
def signed_in(context, client, live_server):
    def sign_in(project, role):
        client.force_login(join(project, make_user("ana"), role))
        cookie = client.cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
        return f"{live_server.url}/p/{project.slug}/"

    return sign_in


@pytest.fixture
def desk(strict_page, signed_in, expected_errors):
    expected_errors.append(CUT_OFF)
    project = make_project(slug="letters", model_drafting=True)
    make_label(project)
    make_example(passage=make_passage(make_document(project)))
    strict_page.goto(signed_in(project, Role.ANNOTATOR) + "annotate/")
    return strict_page


def ask(desk, words):
    desk.get_by_text("Suggest again…").click()
    desk.get_by_label("What should the model change?").fill(words)
    assert_accessible(desk)
    shoot(desk, "suggest-again")
    desk.get_by_role("button", name="Suggest again", exact=True).click()
    expect(desk.get_by_text("The model is writing…")).to_be_visible()


def test_the_draft_comes_back_written_again_and_undo_brings_the_earlier_text_back(desk):
    completion = desk.locator("#completion")
    completion.fill("My own words.")
    ask(desk, "Say which dose.")
    shoot(desk, "suggest-again-waiting")
    asking_again.rewrite(Rewriting.objects.get().pk)
    expect(completion).to_have_value(BETTER[1])
    expect(desk.locator("#prompt")).to_have_value(BETTER[0])
    expect(completion).to_be_focused()
    assert Version.objects.filter(live=False, completion="My own words.").exists()
    assert_accessible(desk)
    shoot(desk, "suggest-again-used")
    desk.get_by_role("button", name="Put the earlier text back").click()
    expect(completion).to_have_value("My own words.")


def test_what_is_typed_while_the_model_writes_is_not_replaced_unasked(desk):
    completion = desk.locator("#completion")
    ask(desk, "Shorter.")
    polls = held_back(desk, "/suggest/$", times=1)
    wait_until(lambda: desk.wait_for_timeout(50) or polls)
    completion.fill("Typed meanwhile.")
    saved(desk)  # without waiting for what the page asks meanwhile
    asking_again.rewrite(Rewriting.objects.get().pk)
    let_go(desk, polls)
    expect(desk.get_by_text(BETTER[1])).to_be_visible()
    expect(completion).to_have_value("Typed meanwhile.")
    expect(completion).to_be_focused()
    assert_accessible(desk)
    shoot(desk, "suggest-again-offered")
    desk.get_by_role("button", name="Put it in the editors").click()
    expect(completion).to_have_value(BETTER[1])
    assert Rewriting.objects.get().state == Stage.USED


def test_a_manager_starts_the_model_and_watches_it_to_its_end(strict_page, signed_in, server):
    project, _ = make_passages(3)
    server.answer = lambda body: drafts(("When is the visit?", "In 9 weeks."), quotes=["The next visit"])
    strict_page.goto(signed_in(project, Role.MANAGER) + "drafting/model/")
    assert_accessible(strict_page)
    strict_page.get_by_role("button", name="Start drafting").click()
    expect(strict_page.get_by_text("0 of 3 passages")).to_be_visible()
    shoot(strict_page, "model-job-waiting")
    suggesting.run(project.model_jobs.get().pk)
    expect(strict_page.get_by_text("3 of 3 passages")).to_be_visible()
    strict_page.get_by_text("3 drafts were dropped").click()
    expect(strict_page.get_by_text("“9” is not in the source.").first).to_be_visible()
    assert_accessible(strict_page)
    shoot(strict_page, "model-job-done")
