"""Asking for pages to be read again with other settings, and taking or dropping what comes of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from curation.accounts.models import User
from curation.celery import ring
from curation.documents.models import Document, Page, Rereading
from curation.documents.models.rereading import Progress
from curation.documents.states import PageState
from curation.examples.sources import carry_over
from curation.examples.states import Action
from curation.intake import tasks
from curation.intake.keeping import record
from curation.pipeline import correcting, wire
from curation.pipeline.correcting import Corrected


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


def accept(document: Document, rereadings: Iterable[Rereading], *, by: User) -> list[Corrected]:
    """Take the new texts, mark what was drafted from the old ones, and draft anew what nobody has touched.

    Words that people had put right stay so; returned are those that the new texts have no place for.
    """
    lost: list[Corrected] = []
    with transaction.atomic():
        for rereading in rereadings:
            fit = rereading.accept()
            lost += fit.lost
            carry_over(rereading.page, rereading.page.text, fit.page.text)
            record(document, Action.REREAD, by=by, note=str(rereading.page.number))
        document.draft_again()
        ring(tasks.draft_document, document.pk)
    return lost


def use_other(document: Document, page: Page, *, by: User, seen: int) -> list[Corrected]:
    """Take what the other engine had read; raise ReadingChanged when the page is no longer the one that was seen."""
    with transaction.atomic():
        page = Page.objects.select_for_update().get(pk=page.pk)
        for open_one in Rereading.objects.open().filter(page=page):
            open_one.drop()
        result = wire.from_page(correcting.other_reading(page.content))
        asked = {"page": page, "asked_by": by, "settings": {"other": True}}
        done = Rereading.objects.create(**asked, state=Progress.DONE, result=result, seen_revision=seen)
        return accept(document, [done], by=by)


def drop(document: Document, rereadings: Iterable[Rereading]) -> None:
    with transaction.atomic():
        for rereading in rereadings:
            rereading.drop()
        document.touch()
