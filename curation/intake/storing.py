"""Taking a file in: kept under its hash, once in a project, and queued for reading."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from curation.accounts.models import User
from curation.celery import ring
from curation.documents import store
from curation.documents.limits import limits
from curation.documents.models import Document
from curation.examples.models import Event
from curation.examples.states import Action
from curation.http import shown_name
from curation.intake import tasks
from curation.pipeline import sniff
from curation.projects.models import Project


@dataclass(frozen=True, slots=True)
class Received:
    document: Document
    already_here: bool


def receive(project: Project, name: str, chunks: Iterable[bytes], *, by: User) -> Received:
    """Keep a file and queue it; raise UnreadableDocument, and keep nothing, when it is refused.

    The same bytes in the same project are one document, whatever they are called.
    """
    shown = shown_name(name)
    with store.writer() as unfinished:
        for chunk in chunks:
            unfinished.write(chunk)
        media_type = sniff.media_type(unfinished.flushed(), shown, limits())
        stored = unfinished.keep()
    with transaction.atomic():
        document, created = Document.objects.get_or_create(
            project=project,
            sha256=stored.sha256,
            defaults={"name": shown, "size": stored.size, "media_type": media_type, "uploaded_by": by},
        )
        if created:
            record(document, Action.UPLOADED, by=by, note=shown)
            ring(tasks.open_document, document.pk)
    return Received(document, already_here=not created)


def read_again(document: Document, *, by: User, page: int | None = None) -> bool:
    """Try again what failed, or that one page; False when nothing had."""
    with transaction.atomic():
        if not document.read_again(page=page):
            return False
        record(document, Action.RETRIED, by=by, note="" if page is None else str(page))
        ring(tasks.open_document if not document.page_count else tasks.read_pages, document.pk)
    return True


def cancel(document: Document, *, by: User) -> bool:
    """Read no further; False when there was nothing to stop."""
    with transaction.atomic():
        stopped = document.cancel()
        if stopped:
            record(document, Action.CANCELLED, by=by)
    return stopped


def record(document: Document, action: Action, *, by: User, note: str = "") -> None:
    Event.objects.create(project_id=document.project_id, document=document, actor=by, action=action, note=note)
