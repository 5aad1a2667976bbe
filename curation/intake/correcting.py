"""A word of a page put right by a person, and everything that was made of it following."""

from dataclasses import dataclass

from django.db import transaction

from curation.accounts.models import User
from curation.celery import ring
from curation.documents.models import Correction, Document, Page
from curation.documents.models.correction import can_be_corrected
from curation.documents.states import State
from curation.examples import sources
from curation.examples.sources import Followed
from curation.examples.states import Action
from curation.intake import tasks
from curation.intake.keeping import record
from curation.pipeline import correcting


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word as a person saw it, and what they want it to say."""

    page: int
    word: int  # its place among the page's words
    revision: int  # of the page
    seen: str
    text: str


class WordChanged(Exception):
    """The word no longer says what the person saw; `now` is what it says, empty when the page was read anew."""

    def __init__(self, now: str) -> None:
        super().__init__(now)
        self.now = now


def correct(document: Document, wanted: Wanted, *, by: User) -> Followed:
    """Put one word right; raise WordChanged, and change nothing, when it is no longer the word that was seen."""
    recipe = document.recipe
    with transaction.atomic():
        page = document.pages.select_for_update().get(number=wanted.page)
        check_seen(page, wanted)
        change = Correction.objects.make(page, wanted.word, wanted.text, by=by)
        followed = sources.follow(change) if change else Followed(0, 0)
        if change:
            record(document, Action.CORRECTED, by=by, note=f"{page.number}: {change.old} → {change.new}")
            document.touch()
    if change:
        draft_anew_if_outrun(document, recipe)
    return followed


def check_seen(page: Page, wanted: Wanted) -> None:
    if not can_be_corrected(page) or page.revision != wanted.revision or wanted.word >= len(page.words):
        raise WordChanged("")
    now = correcting.text_of(page.content, wanted.word)
    if now != wanted.seen:
        raise WordChanged(now)


def draft_anew_if_outrun(document: Document, recipe: str) -> None:
    """A run that drafts, or has just drafted, may have read the page before the word was put right."""
    now = Document.objects.get(pk=document.pk)
    if now.state == State.DRAFTING or now.recipe != recipe:
        with transaction.atomic():
            now.draft_again()
            ring(tasks.draft_document, now.pk)
