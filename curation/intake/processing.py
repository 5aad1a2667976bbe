"""One document from stored file to drafted examples, in three steps that may each run twice, late, or be killed.

Slow work happens outside transactions; every write is refused once another run has the row (`LeaseLost`).
The protocol and the reasons for its numbers: `docs/background.md`.
"""

import traceback
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import ceil

from django.db import transaction

from curation.documents import store
from curation.documents.limits import limits
from curation.documents.models import Document, Page
from curation.documents.states import MUCH_LETTERING, State, batch_size
from curation.errors import LeaseLost
from curation.intake import drafting, unpacking
from curation.intake.batch import Batch, count_worker_death
from curation.pipeline import media, sandbox
from curation.pipeline.errors import UnreadableDocument, Unsupported
from curation.runs import ending_in_a_state


@dataclass(frozen=True, slots=True)
class Next:
    """What there is to do for a document after a step."""

    opening: bool = False
    batches: int = 0
    drafting: bool = False
    members: tuple[int, ...] = ()  # documents that lay inside this one


def working_on(document: Document) -> AbstractContextManager[None]:
    """Whatever happens to this run, the document's row says so."""

    def end(error: Exception) -> bool:
        if isinstance(error, UnreadableDocument):
            document.fail(error.code, str(error))
            return True
        document.fail("failed", "".join(traceback.format_exception(error)))
        return False

    return ending_in_a_state(f"document {document.pk}", end)


def open_document(document_id: int) -> Next:
    """Count the pages of a document and lay out a row for each; what lies inside it becomes documents too."""
    document = Document.objects.claim(document_id, waiting=State.WAITING, working=State.OPENING)
    if document is None:  # deleted, done, or held by a worker that lives
        return Next()
    members: tuple[int, ...] = ()
    with working_on(document):
        members = open_archive(document) if document.media_type == media.ZIP else open_pages(document)
    return replace(what_is_left(document_id), members=members)


def open_archive(document: Document) -> tuple[int, ...]:
    """An archive has no pages: it is done when its files are documents."""
    unpacked = unpacking.unpack(document)
    if not unpacked.kept:
        raise Unsupported(", ".join(unpacked.refused) or "The archive is empty.")
    document.advance(State.READY, page_count=0, **refusals(unpacked))
    return tuple(unpacked.new)


def open_pages(document: Document) -> tuple[int, ...]:
    outline = sandbox.outline(store.existing(document.readable), document.media_type, limits())
    unpacked = unpacking.Unpacked()
    if unpacking.may_hold(document, has_members=outline.has_members):
        try:
            unpacked = unpacking.unpack(document)
        except UnreadableDocument as error:
            unpacked.refused.append(str(error))
    with transaction.atomic():
        called = zip_longest(range(1, outline.page_count + 1), outline.labels, fillvalue="")
        pages = [Page(document=document, number=number, label=label) for number, label in called]
        Page.objects.bulk_create(pages, ignore_conflicts=True, batch_size=500)
        counted = {"page_count": outline.page_count, "has_pictures": outline.has_pictures}
        counted["has_lettering"] = outline.lettered >= MUCH_LETTERING
        document.advance(State.READING, **counted, **refusals(unpacked))
    return tuple(unpacked.new)


def refusals(unpacked: unpacking.Unpacked) -> dict[str, str]:
    """What says on the row that not everything inside was taken."""
    names = "\n".join(unpacked.refused)[:4000]
    return {"problem": "members_refused" if names else "", "problem_detail": names}


def what_is_left(document_id: int) -> Next:
    reading = Document.objects.filter(pk=document_id, state=State.READING)
    document = reading.only("has_pictures", "has_lettering").first()
    if document is None:
        return Next()
    free = Page.objects.free().filter(document=document_id).count()
    waiting = Page.objects.waiting().filter(document=document_id).exists()
    return Next(batches=ceil(free / batch_size(free, whole=not document.is_shared_out)), drafting=not waiting)


def read_pages(document_id: int) -> Next:
    """Read some of a document's pages, for as long as one run may last."""
    document = Document.objects.select_related("project").filter(pk=document_id, state=State.READING).first()
    if document is None:
        return Next()
    batch = Batch(document)

    def end(_: Exception) -> bool:
        with suppress(LeaseLost):
            count_worker_death(document)  # a fault of ours must not be tried for ever
        return False

    try:
        with ending_in_a_state(f"a batch of document {document_id}", end):
            batch.read()
    finally:
        batch.release()
    return what_is_left(document_id)


def draft_document(document_id: int) -> None:
    """Cut a document whose pages are all settled, and draft examples from it."""
    settled = Document.objects.without_waiting_pages()
    document = settled.claim(document_id, waiting=State.READING, working=State.DRAFTING)
    if document is None:
        return
    with working_on(document):
        drafting.cut_and_draft(document)
