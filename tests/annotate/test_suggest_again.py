"""“Suggest again”: a model writes the draft once more, beside what the person has, which is never lost."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from curation.annotate import asking_again, rewriting, tasks
from curation.errors import LeaseLost
from curation.examples.models import Rewriting, Version
from curation.examples.models.rewriting import Stage
from curation.projects.roles import Role
from tests.annotate.posting import HTMX, posted
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user
from tests.intake.suggesting import use
from tests.model_server import drafts, refuses, serving

pytestmark = pytest.mark.django_db
BETTER = ("Which dose of bisoprolol was started?", "Bisoprolol 2.5 mg was started, once daily.")


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    monkeypatch.setattr(rewriting, "ring", lambda *told: None)
    with serving() as running:
        use(settings, running)
        running.answer = lambda body: drafts(BETTER)
        yield running


@pytest.fixture
def example(db):
    return make_example(passage=make_passage(make_document(make_project(model_drafting=True))))


@pytest.fixture
def person(example):
    return join(example.project, make_user("ana"), Role.ANNOTATOR)


@pytest.fixture
def client(person, example):
    client = Client()
    client.force_login(person)
    assert b"Suggest again" in client.get(address(example, "example")).content
    return client


def address(example, name="suggest"):
    return reverse(f"annotate:{name}", args=[example.project.slug, example.pk])


def send(client, example, do, sequence=1, headers=HTMX, **fields):
    return client.post(address(example), posted(example, sequence=sequence, do=do, **fields), headers=headers)


def asked(client, example, **fields):
    """The person's wish, carried out by the worker; what the page is told when it asks how far it is."""
    assert b"The model is writing" in send(client, example, "ask", instruction="Say which dose.", **fields).content
    asking_again.rewrite(Rewriting.objects.latest("id").pk)
    return client.get(address(example), headers=HTMX).content.decode()


def texts(example, person):
    return example.versions.live().filter(author=person).values_list("prompt", "completion").get()


def test_what_the_model_writes_comes_into_the_editors_and_the_earlier_text_stays_in_the_history(
    client, example, person, server
):
    page = asked(client, example, completion="My own words.")
    assert "data-suggested" in page and "Say which dose." in server.requests[0]["messages"][1]["content"]
    answer = send(client, example, "use", sequence=2, completion="My own words.")
    assert BETTER[1] in answer.content.decode() and b'id="workspace"' in answer.content
    assert texts(example, person) == BETTER
    assert Version.objects.filter(live=False, example=example, completion="My own words.").exists()


def test_undo_brings_the_earlier_text_back(client, example, person):
    asked(client, example, completion="My own words.")
    send(client, example, "use", sequence=2, completion="My own words.")
    prompt, completion = BETTER
    seen = example.versions.live().get().revision
    page = send(client, example, "back", session=2, sequence=3, seen=seen, prompt=prompt, completion=completion)
    assert b"My own words." in page.content
    assert texts(example, person) == (example.prompt, "My own words.")
    assert Version.objects.filter(live=False, example=example, completion=completion).exists()


def test_a_person_who_went_on_typing_is_asked_first(client, example, person):
    asked(client, example)
    page = send(client, example, "use", sequence=2, completion="Typed meanwhile.").content.decode()
    assert "Put it in the editors" in page and "data-suggested" not in page
    assert not Version.objects.filter(completion=BETTER[1]).exists()
    send(client, example, "use_now", sequence=3, completion="Typed meanwhile.")
    assert texts(example, person) == BETTER
    assert Version.objects.filter(live=False, completion="Typed meanwhile.").exists()


def test_an_invented_number_is_shown_with_its_reason_and_not_put_in(client, example, server):
    server.answer = lambda body: drafts(("What dose?", "Bisoprolol 25 mg once daily."))
    page = asked(client, example)
    assert "“25” is not in the source." in page and "data-suggested" not in page
    send(client, example, "use", sequence=2)
    assert Rewriting.objects.get().state == Stage.READY
    assert b"Suggest again" in send(client, example, "leave", sequence=3).content
    assert Rewriting.objects.get().state == Stage.LEFT


def test_a_failure_says_what_the_endpoint_said_and_keeps_the_wish(client, example, server):
    server.answer = lambda body: refuses(401, "Incorrect API key provided")
    page = asked(client, example)
    assert "endpoint answered 401: Incorrect API key provided" in page and "Say which dose.</textarea>" in page
    assert "hx-get" not in page


def test_what_may_pass_is_tried_again_by_the_reconciler(client, example, server, monkeypatch):
    server.script = [refuses(429, "Slow down", **{"Retry-After": "30"})]
    assert "Slow down" in asked(client, example)
    rung = []
    monkeypatch.setattr(tasks, "ring", lambda task, pk: rung.append(pk))
    tasks.reconcile()
    assert not rung
    Rewriting.objects.update(not_before=Now(), asked_at=Now() - timedelta(minutes=1))
    tasks.reconcile()
    waiting = Rewriting.objects.get()
    assert rung == [waiting.pk]
    asking_again.rewrite(waiting.pk)
    assert Rewriting.objects.get().state == Stage.READY


def test_asking_twice_asks_the_model_once(client, example, server):
    for sequence in (1, 2):
        send(client, example, "ask", sequence=sequence)
    for pk in (Rewriting.objects.get().pk,) * 2:
        asking_again.rewrite(pk)
    assert len(server.requests) == 1


def test_a_run_that_another_took_over_writes_nothing(client, example):
    send(client, example, "ask")
    first = Rewriting.objects.claim(Rewriting.objects.get().pk)
    Rewriting.objects.update(heartbeat=Now() - timedelta(minutes=10))
    assert Rewriting.objects.claim(first.pk)
    with pytest.raises(LeaseLost):
        first.settle(Stage.READY, result_completion="Late.")


def test_it_is_not_offered_without_a_source_a_model_or_the_switch(client, example, settings):
    settings.MODEL_NAME = ""
    assert b"Suggest again" not in client.get(address(example, "example")).content
    assert send(client, example, "ask").status_code == 409
    settings.MODEL_NAME = "test-model"
    type(example.project).objects.update(model_drafting=False)
    assert send(client, example, "ask").status_code == 409
    assert not Rewriting.objects.exists()


def test_without_scripts_the_page_itself_brings_what_is_next(client, example, person):
    plain = send(client, example, "ask", headers={})
    assert plain.url == address(example, "example")
    asking_again.rewrite(Rewriting.objects.get().pk)
    assert BETTER[1] in client.get(plain.url).content.decode()
    version = example.versions.live().get()
    assert send(client, example, "use_now", sequence=2, seen=version.revision, headers={}).url == plain.url
    assert texts(example, person) == BETTER
