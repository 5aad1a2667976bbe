import os
from uuid import uuid4

import pytest
from django.db.models.functions import Now

from curation.documents import store
from curation.documents.models import Document, Page
from curation.documents.states import LEASE, WORKER_DEATHS, State
from curation.intake.processing import Next
from curation.intake.reconciling import PATIENCE, what_waits
from curation.pipeline.ocr import cache
from tests.factories import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def waiting(**fields) -> Document:
    document = make_document(**fields)
    if fields["state"] == State.READING:
        Page.objects.filter(document=document).update(state="waiting")
    return document


def test_what_never_got_a_bell_gets_one_and_then_patience():
    document = waiting(state=State.WAITING)
    assert list(what_waits()) == [(document.pk, Next(opening=True))]
    assert list(what_waits()) == []
    Document.objects.update(heartbeat=Now() - 2 * PATIENCE)
    assert list(what_waits()) == [(document.pk, Next(opening=True))]


def test_free_pages_are_rung_for_and_leased_ones_are_not():
    document = waiting(state=State.READING)
    assert list(what_waits()) == [(document.pk, Next(batches=1))]
    Document.objects.update(heartbeat=None)
    Page.objects.lease(document.pk, 8, uuid4())
    assert list(what_waits()) == [(document.pk, Next())]


def test_a_document_whose_pages_are_settled_is_rung_for_drafting():
    document = make_document(state=State.READING)
    assert list(what_waits()) == [(document.pk, Next(drafting=True))]


def test_a_silent_drafting_run_is_rung_for_and_a_living_one_is_not():
    document = make_document(state=State.READING)
    Document.objects.claim(document.pk, waiting=State.READING, working=State.DRAFTING)
    assert list(what_waits()) == []
    Document.objects.update(heartbeat=Now() - 2 * LEASE)
    assert list(what_waits()) == [(document.pk, Next(drafting=True))]


def test_a_document_whose_runs_died_too_often_is_ended_with_the_reason():
    document = waiting(state=State.OPENING, worker_deaths=WORKER_DEATHS, heartbeat=None)
    list(what_waits())
    document.refresh_from_db()
    assert (document.state, document.problem) == (State.FAILED, "worker_died")


def test_unfinished_files_are_removed_after_an_hour():
    old, new = store.temporary_folder() / "old", store.temporary_folder() / "new"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (1, 1))
    list(what_waits())
    assert (old.exists(), new.exists()) == (False, True)


def test_what_was_recognised_in_a_file_goes_with_its_last_document(settings, tmp_path):
    settings.RECOGNISED = tmp_path / "recognised"
    first = make_document()
    second = make_document(sha256=first.sha256)
    cache.keep(settings.RECOGNISED / first.sha256, "a" * 64, b"x")
    for document, is_kept in ((first, True), (second, False)):
        document.delete()
        (settings.RECOGNISED / "pruned").unlink(missing_ok=True)
        list(what_waits())
        assert (settings.RECOGNISED / document.sha256).exists() is is_kept
