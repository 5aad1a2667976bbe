"""A word of a page that a person put right. What the machine had read stays here."""

from dataclasses import dataclass
from typing import Self

from django.db import models

from curation.accounts.models import User
from curation.documents.models.page import Page
from curation.documents.states import PageState
from curation.pipeline import correcting, types
from curation.pipeline.correcting import Corrected
from curation.pipeline.relocating import Substitution


@dataclass(frozen=True, slots=True)
class Change:
    """A word of `page` that is now another: the page as it was before, and what was put in."""

    page: Page
    word: int
    before: types.Page
    made: Substitution

    @property
    def old(self) -> str:
        return self.before.text[self.made.start : self.made.end]

    @property
    def new(self) -> str:
        return self.made.text


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def of(self, page: Page) -> Self:
        return self.filter(page=page).select_related("author").order_by("word")

    def make(self, page: Page, word: int, text: str, *, by: User) -> Change | None:
        """Put a word right on a page that is held, or back to what was read; None when it says `text` already."""
        before = page.content
        if correcting.text_of(before, word) == text:
            return None
        known = self.filter(page=page, word=word).first()
        machine = known.machine if known else correcting.text_of(before, word)
        confidence = known.confidence if known else before.words[word].confidence
        if text == machine:
            self.filter(page=page, word=word).delete()
            page.rewrite(correcting.with_word(before, word, text, confidence))
        else:
            values = {"text": text, "machine": machine, "confidence": confidence, "author": by}
            self.update_or_create(page=page, word=word, defaults=values)
            page.rewrite(correcting.with_word(before, word, text))
        return Change(page, word, before, correcting.substitution(before, word, text))


class Correction(models.Model):
    """`word` is the place among the page's words, which stays the same whatever is put right beside it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="corrections")
    word = models.PositiveIntegerField()
    machine = models.TextField()
    confidence = models.SmallIntegerField(null=True)  # of the machine, so that it can be given back
    text = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="corrections")
    at = models.DateTimeField(auto_now=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["page", "word"]
        constraints = [models.UniqueConstraint(fields=["page", "word"], name="word_corrected_once")]

    def __str__(self) -> str:
        return f"{self.machine} → {self.text}"

    @property
    def value(self) -> Corrected:
        return Corrected(self.word, self.text, self.machine, self.confidence)


def carried(page: Page, read: types.Page) -> correcting.Carried:
    """A new reading of the page with the corrections that still fit it."""
    made = [each.value for each in Correction.objects.of(page)]
    return correcting.carry(page.content, made, read)


def carry(page: Page, fit: correcting.Carried) -> None:
    """Keep the corrections that fit the page's new reading, each at its place there; the others end."""
    known = {each.word: each for each in Correction.objects.of(page)}
    Correction.objects.filter(page=page).delete()
    again = []
    for each, word in fit.kept:
        kept = known[each.word]
        kept.pk, kept.word = None, word
        again.append(kept)
    Correction.objects.bulk_create(again)


def can_be_corrected(page: Page) -> bool:
    return page.state == PageState.READ and bool(page.words)
