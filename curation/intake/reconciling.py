"""The database is the queue of record: find what waits for a bell that never came, and end what died too often."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import time

from django.conf import settings
from django.db.models.functions import Now

from curation.documents import store
from curation.documents.models import Document, Page, Rereading, Upload
from curation.documents.models.rereading import Progress
from curation.documents.states import LEASE, State
from curation.intake.processing import Next, what_is_left
from curation.pipeline.ocr import cache

PATIENCE = timedelta(seconds=10)  # how long a bell may take before another is rung
AT_ONCE = 50  # documents in one round; the oldest first, the others follow as these are done
UNFINISHED_FILES_LIVE = 3600  # seconds
UPLOADS_LIVE = timedelta(days=1)


def what_waits() -> Iterator[tuple[int, Next]]:
    """Each document nobody works on, with what it waits for."""
    end_what_died_too_often()
    remove_older(store.temporary_folder(), UNFINISHED_FILES_LIVE)
    end_forgotten_uploads()
    cache.prune(settings.RECOGNISED, settings.RECOGNISED_BYTES, still_stored)
    quiet = Document.objects.quiet(PATIENCE)
    for pk in quiet.filter(state__in=[State.WAITING, State.OPENING]).to_ring_for(AT_ONCE):
        yield pk, Next(opening=True)
    for pk in quiet.filter(state=State.READING).to_ring_for(AT_ONCE):
        yield pk, what_is_left(pk)
    for pk in Document.objects.filter(state=State.DRAFTING).unattended().to_ring_for(AT_ONCE):
        yield pk, Next(drafting=True)


def waiting_rereadings() -> list[int]:
    """Pages to be read again that nobody works on; those that killed their readers are ended."""
    lost = Rereading.objects.moving().quiet(LEASE)
    lost.died_too_often().update(state=Progress.FAILED, problem="worker_died")
    return lost.filter(asked_at__lt=Now() - PATIENCE).to_ring_for(AT_ONCE)


def end_what_died_too_often() -> None:
    spent = Document.objects.died_too_often().filter(state__in=[State.OPENING, State.DRAFTING])
    spent.update(state=State.FAILED, problem="worker_died", changed_at=Now(), token=None)
    orphaned = Page.objects.waiting().filter(document__state=State.FAILED)
    orphaned.update(lease=None, leased_until=None)


def end_forgotten_uploads() -> None:
    """Files that stopped arriving a day ago; a slice that arrives late finds no upload and begins anew."""
    remove_older(store.upload_folder(), UPLOADS_LIVE.total_seconds())
    for upload in Upload.objects.filter(started_at__lt=Now() - UPLOADS_LIVE):
        if not upload.path.exists():
            upload.delete()


def still_stored(hashes: list[str]) -> set[str]:
    return set(Document.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))


def remove_older(folder: Path, seconds: float) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime >= time() - seconds:
            continue
        if path.is_dir():  # what was being unpacked when its worker was killed
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
