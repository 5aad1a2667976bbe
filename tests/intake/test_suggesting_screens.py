"""The page of a job of the language model, and asking it to stop and to go on."""

import pytest
from django.test import Client
from django.urls import reverse

from curation.examples.models import ModelJob
from curation.examples.models.model_job import JobState
from curation.intake import suggesting, suggesting_jobs
from curation.projects.roles import Role
from tests.annotate.posting import HTMX
from tests.factories import join, make_user
from tests.intake.suggesting import make_passages, modelled, start, use, work_off
from tests.model_server import drafts, refuses, serving

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    monkeypatch.setattr(suggesting_jobs, "ring", lambda *told: None)
    with serving() as running:
        use(settings, running)
        yield running


@pytest.fixture
def project():
    return make_passages(3)[0]


@pytest.fixture
def manager(project):
    client = Client()
    client.force_login(join(project, make_user(), Role.MANAGER))
    return client


def address(project, name="drafting", *more):
    return reverse(f"intake:model_{name}", args=[project.slug, *more])


def shown(client, address, **headers):
    return " ".join(client.get(address, headers=headers).content.decode().split())


def test_a_manager_starts_a_job_and_sees_how_far_it_is_and_what_it_spent(manager, project):
    assert "3 passages have no draft of the model yet" in shown(manager, address(project))
    assert manager.post(address(project), {"budget": 50_000}).status_code == 302
    job = ModelJob.objects.get()
    page = shown(manager, address(project))
    assert "0 of 3 passages" in page and "0 of 50,000 tokens" in page and "no worker is running" in page
    assert manager.get(address(project, "job", job.pk), headers=HTMX).status_code == 200
    work_off(job)
    answer = manager.get(address(project, "job", job.pk), headers=HTMX)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 286 and "hx-get" not in page
    assert "3 of 3 passages" in page and "450 of 50,000 tokens" in page
    assert "drafted from all passages" in shown(manager, address(project))


def test_one_document_can_be_drafted_from_alone(manager, project):
    make_passages(1)
    document = project.documents.get()
    assert f'<option value="{document.pk}" selected>' in shown(manager, address(project) + f"?document={document.pk}")
    manager.post(address(project), {"budget": 50_000, "document": document.pk})
    assert ModelJob.objects.get().passages.count() == 3


@pytest.mark.parametrize("budget", ["", "many", 10, 10**9])
def test_a_budget_that_cannot_be_is_explained(manager, project, budget):
    answer = manager.post(address(project), {"budget": budget})
    assert answer.status_code == 422 and b"errorlist" in answer.content
    assert not ModelJob.objects.exists()


def test_stopping_keeps_what_is_done_and_going_on_takes_the_rest(manager, project, monkeypatch):
    job = start(project)
    monkeypatch.setattr(suggesting, "TURN", 0.0)
    manager.post(address(project, "stop", job.pk))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "Stopped" in shown(manager, address(project))
    assert manager.post(address(project, "go_on", job.pk), {"budget": 5}).status_code == 422
    manager.post(address(project, "go_on", job.pk), {"budget": 50_000})
    monkeypatch.undo()
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_why_a_job_stopped_and_what_was_dropped_is_told(manager, project, server):
    server.answer = lambda body: drafts(("When is the visit?", "In 9 weeks."), quotes=["The next visit"])
    job = work_off(start(project))
    page = shown(manager, address(project))
    assert "3 drafts were dropped" in page and "“9” is not in the source." in page and "In 9 weeks." in page
    assert job.counts["dropped"] == 3 and not modelled(project).exists()


def test_a_failure_shows_what_the_endpoint_said(manager, project, server):
    server.answer = lambda body: refuses(404, "The model `test-model` does not exist")
    work_off(start(project))
    page = shown(manager, address(project))
    assert "endpoint answered 404: The model `test-model` does not exist" in page
    assert "Go on" in page


def test_without_a_model_the_page_says_so(manager, project, settings):
    settings.MODEL_NAME = ""
    assert "The administrator has named no model" in shown(manager, address(project))
    assert manager.post(address(project), {"budget": 50_000}).status_code == 409
