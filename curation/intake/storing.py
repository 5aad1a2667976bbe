"""What people do with a file: hand it in, have it read again, stop its reading."""

from collections.abc import Iterable

from django.db import transaction

from curation.accounts.models import User
from curation.celery import ring
from curation.documents import store
from curation.documents.limits import limits
from curation.documents.models import Document
from curation.examples.states import Action
from curation.intake import tasks
from curation.intake.keeping import Received, keep, record
from curation.intake.removing import batches
from curation.pipeline import unlocking
from curation.projects.models import Project


def receive(project: Project, name: str, chunks: Iterable[bytes], *, by: User) -> Received:
    """Keep a file and queue it; raise UnreadableDocument, and keep nothing, when it is refused."""
    received = keep(project, name, chunks, by=by)
    if not received.already_here:
        ring(tasks.open_document, received.document.pk)
    return received


def read_again(document: Document, *, by: User, page: int | None = None) -> bool:
    """Try again what failed, or that one page; False when nothing had."""
    with transaction.atomic():
        if not document.read_again(page=page):
            return False
        record(document, Action.RETRIED, by=by, note="" if page is None else str(page))
        ring(tasks.open_document if not document.page_count else tasks.read_pages, document.pk)
    return True


def read_all_again(documents: list[int], *, by: User) -> int:
    """Try again what failed in any of these; in how many something had."""
    failed = Document.objects.with_failures()
    chosen = (each for some in batches(documents) for each in failed.filter(pk__in=some).order_by("-pk"))
    return sum(read_again(document, by=by) for document in chosen)


def unlock(document: Document, password: str, *, by: User) -> None:
    """Read a protected file from now on from a copy without protection; raise Encrypted on a wrong password.

    The password is kept nowhere. The file as it was uploaded stays what people can download.
    """
    copy = store.put(unlocking.unlock(store.existing(document.sha256), password, limits()))
    with transaction.atomic():
        Document.objects.filter(pk=document.pk).update(unlocked=copy.sha256)
        read_again(document, by=by)


def cancel(document: Document, *, by: User) -> bool:
    """Read no further; False when there was nothing to stop."""
    with transaction.atomic():
        stopped = document.cancel()
        if stopped:
            record(document, Action.CANCELLED, by=by)
    return stopped
