"""Asking for pages to be read again with other settings, and taking or dropping what comes of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from curation.accounts.models import User
from curation.celery import ring
from curation.documents.models import Document, Page, Rereading
from curation.documents.states import PageState
from curation.examples.models import Example
from curation.examples.states import Action, Status
from curation.intake import tasks
from curation.intake.keeping import record
from curation.pipeline.relocating import Relocation


def ask(document: Document, numbers: Iterable[int], settings: dict[str, Any], *, by: User) -> list[int]:
    """Queue these pages; the numbers of those that were. A reading that nobody has answered yet gives way."""
    with transaction.atomic():
        pages = list(document.pages.exclude(state=PageState.WAITING).filter(number__in=numbers).without_text())
        for earlier in Rereading.objects.open().filter(page__in=pages):
            earlier.drop()
        asked = [Rereading(page=page, settings=settings, asked_by=by) for page in pages]
        Rereading.objects.bulk_create(asked)
        for rereading in asked:
            ring(tasks.reread_page, rereading.pk)
        document.touch()
    return [page.number for page in pages]


def accept(document: Document, rereadings: Iterable[Rereading], *, by: User) -> None:
    """Take the new texts, mark what was drafted from the old ones, and draft anew what nobody has touched."""
    with transaction.atomic():
        for rereading in rereadings:
            before = rereading.page.text
            rereading.accept()
            carry_over(rereading.page, before, rereading.read.text)
            record(document, Action.REREAD, by=by, note=str(rereading.page.number))
        document.draft_again()
        ring(tasks.draft_document, document.pk)


def carry_over(page: Page, before: str, after: str) -> None:
    """Point the evidence of examples to where it stands now; what is not final says that its source changed."""
    if before == after:
        return
    relocation = Relocation(before, after)
    changed = []
    for example in Example.objects.filter(document=page.document_id).only("pk", "evidence", "status"):
        if not any(span["page"] == page.number for span in example.evidence):
            continue
        evidence = [moved(span, page.number, relocation) for span in example.evidence]
        lost = None in evidence
        example.evidence = [span for span in evidence if span]
        example.source_changed = lost or example.status != Status.FINAL
        changed.append(example)
    Example.objects.bulk_update(changed, ["evidence", "source_changed"], batch_size=200)


def moved(span: dict[str, int], number: int, relocation: Relocation) -> dict[str, int] | None:
    if span["page"] != number:
        return span
    place = relocation.of(span["start"], span["end"])
    return {"page": number, "start": place[0], "end": place[1]} if place else None


def drop(document: Document, rereadings: Iterable[Rereading]) -> None:
    with transaction.atomic():
        for rereading in rereadings:
            rereading.drop()
        document.touch()
