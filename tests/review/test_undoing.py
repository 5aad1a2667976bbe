from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.urls import reverse

from curation.examples.models import Event, Example, Version
from curation.examples.states import Action, Decision, Status
from curation.projects.roles import Role
from curation.review import settling
from curation.review.settling import CannotUndo
from tests.factories import join, make_document, make_example, make_label, make_passage, make_user
from tests.review.posting import again, post
from tests.services import wait_until

pytestmark = pytest.mark.django_db


def undo(client, project, *, htmx=False):
    return client.post(reverse("review:undo", args=[project.slug]), headers={"HX-Request": "true"} if htmx else {})


@pytest.mark.usefixtures("reviewer")
@pytest.mark.parametrize("status", [Status.DISPUTED, Status.FLAGGED, Status.SUBMITTED, Status.AGREED])
@pytest.mark.parametrize("htmx", [False, True])
def test_undo_brings_back_status_text_and_labels(project, example, client, status, htmx):
    Example.objects.filter(pk=example.pk).update(status=status)
    label = make_label(project)
    post(client, again(example), action="final", completion="Edited by hand.", **{f"labels_{label.group_id}": label.pk})
    undone = undo(client, project, htmx=htmx)
    assert again(example).status == status
    page = undone if htmx else client.get(undone.url)
    assert "Edited by hand." in page.content.decode()
    assert page.context["form"][f"labels_{label.group_id}"].value() == str(label.pk)


def test_undo_of_a_rejection(project, reviewer, example, client):
    post(client, example, action="reject", reason="wrong")
    undo(client, project)
    assert again(example).status == Status.DISPUTED


def test_undo_of_sending_back_makes_the_decision_stand_again(project, reviewer, ana, example, client):
    decided = example.versions.get(author=ana)
    post(client, example, action="send_back", comment="Say how often.", to=decided.pk)
    undo(client, project)
    sent = again(example)
    assert (sent.status, sent.assignee, sent.comment) == (Status.DISPUTED, None, "")
    assert sent.versions.get(author=ana) == decided
    assert sent.versions.live().get(author=ana).decision == Decision.SUBMIT


def test_sending_back_cannot_be_undone_once_the_author_writes(project, reviewer, ana, example, client):
    post(client, example, action="send_back", comment="How often?", to=example.versions.get(author=ana).pk)
    copy = example.versions.live().get(author=ana)
    copy.save_text(
        prompt="What dose?", completion="2.5 mg twice.", session="new", sequence=1, seen=copy.revision, seconds=3
    )
    answer = undo(client, project, htmx=True)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#notices")
    assert "already working on it" in answer.content.decode()
    assert again(example).status == Status.DRAFTED


@pytest.mark.django_db(transaction=True)
def test_what_the_author_saves_during_an_undo_is_not_lost(project, reviewer, ana, example):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one person in at a time")
    settling.send_back(again(example), "How often?", to=example.versions.get(author=ana), by=reviewer)
    copy = example.versions.live().get(author=ana)

    def undone():
        try:
            return settling.undo(project, by=reviewer)
        except CannotUndo as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Example.objects.select_for_update().get(pk=example.pk)  # as a save holds it
            Version.objects.filter(pk=copy.pk).update(completion="2.5 mg twice.", revision=copy.revision + 1)
            answer = pool.submit(undone)
            wait_until(somebody_waits)
        assert isinstance(answer.result(), CannotUndo)
    assert example.versions.live().get(author=ana).completion == "2.5 mg twice."


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def test_steps_are_undone_one_after_the_other(project, reviewer, example, client):
    other = make_example(passage=make_passage(make_document(project)), status=Status.SUBMITTED)
    post(client, example, action="final")
    post(client, other, action="final")
    undo(client, project)
    undo(client, project)
    assert (again(example).status, again(other).status) == (Status.DISPUTED, Status.SUBMITTED)
    with pytest.raises(CannotUndo):
        settling.undo(project, by=reviewer)


def test_only_ones_own_settlement_is_undone(project, reviewer, example):
    settling.make_final(example, "What dose?", "2.5 mg", [], by=join(project, make_user(), Role.REVIEWER))
    with pytest.raises(CannotUndo):
        settling.undo(project, by=reviewer)


def test_undo_ends_when_a_dataset_was_built(project, reviewer, example, client):
    post(client, example, action="final")
    Event.objects.create(project=project, dataset=1, action=Action.BUILT)
    with pytest.raises(CannotUndo, match="dataset"):
        settling.undo(project, by=reviewer)
    assert again(example).status == Status.FINAL


def test_undo_ends_when_somebody_else_went_on(project, reviewer, example, client):
    post(client, example, action="reject", reason="wrong")
    again(example).move(Status.DRAFTED, by=make_user(), action=Action.REOPENED)
    with pytest.raises(CannotUndo, match="changed"):
        settling.undo(project, by=reviewer)
