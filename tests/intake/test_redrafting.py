"""Drafting again: only what nobody has opened is made anew, and that is said first."""

from datetime import timedelta
from threading import Event, Thread
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from curation.documents.models import Document, Passage
from curation.documents.states import State
from curation.examples.models import Example
from curation.examples.states import Action, Status
from curation.intake import drafting, processing, reconciling
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_project, make_user

AGAIN = reverse("intake:draft_again", args=["letters"])
FAQ = "\n\n".join(
    f"What is rule {n} about?\n\nRule {n} is about the rent of the month, and about its owner." for n in range(6)
)


@pytest.fixture
def manager(db):
    return make_user("maria")


@pytest.fixture
def project(manager):
    return make_project(slug="letters", members={manager: [Role.MANAGER]}, language="en")


@pytest.fixture
def client(manager, project):
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def document(project):
    """One that was read and drafted from."""
    document = make_document(project, pages=[FAQ], state=State.DRAFTING, token=uuid4())
    drafting.cut_and_draft(document)
    document.refresh_from_db()
    return document


def finish(project):
    for document in project.documents.filter(state=State.READING):
        processing.draft_document(document.pk)


def test_drafts_nobody_opened_are_made_anew_and_the_opened_stay(client, project, document, manager):
    leased, versioned, moved, *untouched = document.examples.order_by("id")
    assert len(untouched) == 3
    Example.objects.filter(pk=leased.pk).update(
        leased_by=manager, leased_until=timezone.now(), opened_at=timezone.now()
    )
    versioned.versions.create(author=manager, prompt="Mine")
    moved.put_back(by=manager, action=Action.SKIPPED)
    project.drafts_per_passage = 4
    project.save()
    page = client.get(AGAIN).content.decode()
    assert "3 drafts that nobody has opened are removed" in page
    assert "3 examples that somebody has opened stay as they are" in page
    client.post(AGAIN, {"which": "all"})
    finish(project)
    left = set(document.examples.values_list("pk", flat=True))
    assert left.issuperset({leased.pk, versioned.pk, moved.pk})
    assert left.isdisjoint(example.pk for example in untouched)
    document.refresh_from_db()
    assert document.state == State.READY and document.recipe.startswith(project.plan.mark)
    assert document.examples.filter(passage__recipe=document.recipe).count() == 1  # of four; three are known


def test_with_the_same_settings_nothing_is_left_to_do(client, project, document):
    assert "All documents are drafted from with these settings" in client.get(AGAIN).content.decode()
    before = set(document.examples.values_list("pk", flat=True))
    client.post(AGAIN, {"which": "all"})
    finish(project)
    assert set(document.examples.values_list("pk", flat=True)) == before


def test_only_the_documents_chosen_are_drafted_from(client, project, document):
    other = make_document(project, pages=[FAQ], recipe="cut-1:0123456789abcdef")
    project.drafts_per_passage = 2
    project.save()
    client.post(AGAIN, {"which": "chosen", "documents": [document.pk]})
    assert list(Document.objects.filter(state=State.READING)) == [document]
    assert client.post(AGAIN, {"which": "chosen"}).status_code == 422
    assert client.post(AGAIN, {"which": "chosen", "documents": [document.pk + 999]}).status_code == 422
    other.refresh_from_db()
    assert other.state == State.READY


def test_what_was_asked_for_outlives_a_lost_message_and_a_killed_run(client, project, document):
    project.drafts_per_passage = 2
    project.save()
    client.post(AGAIN, {"which": "all"})
    assert [(pk, step.drafting) for pk, step in reconciling.what_waits()] == [(document.pk, True)]
    killed = Document.objects.claim(document.pk, waiting=State.READING, working=State.DRAFTING)
    Document.objects.filter(pk=killed.pk).update(heartbeat="2020-01-01T00:00Z")
    assert [(pk, step.drafting) for pk, step in reconciling.what_waits()] == [(document.pk, True)]
    processing.draft_document(document.pk)
    document.refresh_from_db()
    assert document.state == State.READY and document.recipe.startswith(project.plan.mark)


def test_progress_is_told_until_all_is_done(client, project, document):
    progress = reverse("intake:drafting_progress", args=["letters"])
    project.drafts_per_passage = 2
    project.save()
    client.post(AGAIN, {"which": "all"})
    answer = client.get(progress, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "1 document to go" in answer.content.decode()
    assert "hx-get" in answer.content.decode()
    assert "No worker is running." in answer.content.decode()
    finish(project)
    answer = client.get(progress, headers={"HX-Request": "true"})
    assert answer.status_code == 286 and "hx-get" not in answer.content.decode()
    assert "the new drafts are in the queue" in answer.content.decode()
    assert client.get(progress).url == AGAIN


def test_pairs_that_people_brought_and_finals_stay(client, project, document):
    final = document.examples.first()
    Example.objects.filter(pk=final.pk).update(status=Status.FINAL, final_prompt="Q", final_completion="A")
    brought = make_example(project, passage=Passage.objects.first(), drafter="import")
    Example.objects.filter(pk=brought.pk).update(passage=None)
    project.drafts_per_passage = 1
    project.save()
    client.post(AGAIN, {"which": "all"})
    finish(project)
    assert Example.objects.filter(pk__in=[final.pk, brought.pk]).count() == 2


def test_passages_left_to_the_expert_are_all_made_anew_though_one_was_opened(client, project, manager):
    told = ("the rent is due", "repairs are begun", "keys are handed over", "a deposit comes back")
    pages = [f"# {n}\n\nOn day {n * 7} of a month {what}, as both sides have agreed." for n, what in enumerate(told)]
    document = make_document(project, pages=pages, state=State.DRAFTING, token=uuid4())
    project.passage_characters = 200
    project.save()
    drafting.cut_and_draft(document)
    plain = document.examples.filter(prompt="", completion="")
    count = plain.count()
    assert count > 1
    plain.first().versions.create(author=manager)
    project.drafts_per_passage = 5
    project.save()
    client.post(AGAIN, {"which": "all"})
    finish(project)
    assert document.examples.filter(prompt="", completion="").count() == count


def test_archives_and_what_was_never_drafted_from_are_left_alone(client, project):
    archive = make_document(project, media_type="application/zip", recipe="")
    client.post(AGAIN, {"which": "all"})
    archive.refresh_from_db()
    assert archive.state == State.READY


def test_who_asked_is_recorded(client, project, document, manager):
    project.drafts_per_passage = 2
    project.save()
    client.post(AGAIN, {"which": "all"})
    assert document.events.filter(actor=manager, action=Action.DRAFTED).count() == 1


def test_an_uploader_may_not(client, project):
    client.force_login(join(project, make_user(), Role.UPLOADER))
    assert client.get(AGAIN).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_somebody_is_just_opening_stays(client, project, document, manager):
    example = document.examples.order_by("id").first()
    claimed = Event()

    def open_slowly():
        with transaction.atomic():
            Example.objects.filter(pk=example.pk).update(
                leased_by=manager, leased_until=timezone.now() + timedelta(minutes=15), opened_at=timezone.now()
            )
            claimed.set()
            sleep(0.5)  # the row is theirs before anybody else can see it
        connection.close()

    opening = Thread(target=open_slowly)
    opening.start()
    assert claimed.wait(60)
    with transaction.atomic():
        drafting.clear_untouched(document, "another recipe")
    opening.join()
    assert list(document.examples.all()) == [example]


def test_one_document_is_cut_again_as_the_project_cuts_now_and_the_opened_stay(client, project, document, manager):
    opened, *others = document.examples.order_by("id")
    opened.versions.create(author=manager, prompt="Mine")
    address = reverse("intake:cut_again", args=["letters", document.pk])
    assert "the settings that the project has now" in client.get(address).content.decode()
    project.passage_characters = 200
    project.save()
    before = document.passages.filter(recipe=document.recipe).count()
    page = client.get(address).content.decode()
    assert "with other settings" in page and f"{len(others)} drafts that nobody has opened" in page
    assert "1 example that people have worked on" in page
    assert client.post(address).headers["Location"].endswith("?tab=passages")
    assert client.post(address).status_code == 404  # it is at work already
    finish(project)
    document.refresh_from_db()
    assert document.passages.filter(recipe=document.recipe).count() > before
    left = set(document.examples.values_list("pk", flat=True))
    assert opened.pk in left and left.isdisjoint(example.pk for example in others)
    shown = client.get(reverse("documents:detail", args=["letters", document.pk]) + "?tab=passages").content.decode()
    assert address in shown
