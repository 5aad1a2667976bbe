"""One page of a document, and the lease under which it is read."""

from dataclasses import replace
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from curation.documents import notes
from curation.documents.problems import problem
from curation.documents.states import HARD_TO_READ, LEASE, PageState
from curation.pipeline import types
from curation.runs import write_ours


class PageQuerySet(models.QuerySet["Page"]):
    def waiting(self) -> Self:
        return self.filter(state=PageState.WAITING)

    def free(self) -> Self:
        """Waiting, and leased by nobody whose lease still runs."""
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lt=Now()))

    def doubtful(self) -> Self:
        return self.filter(Q(state=PageState.FAILED) | Q(confidence__lt=HARD_TO_READ))

    def without_places(self) -> Self:
        return self.defer("words")

    def without_text(self) -> Self:
        return self.defer("text", "alternative", "words", "blocks")

    def turned(self, quarters: int) -> None:
        """Show these pages turned on by so many quarters clockwise, to everybody and from now on."""
        self.update(turn=(F("turn") + quarters) % 4)

    def unharmed(self) -> Self:
        """Pages of which no reader has died."""
        return self.filter(deaths=0)

    def lease(self, document_id: int, size: int, token: UUID) -> list["Page"]:
        """Take up to `size` free pages of a document under this token, first ones first."""
        with transaction.atomic():
            free = self.free().filter(document_id=document_id).order_by("number").without_text()
            pages: list[Page] = list(free.select_for_update(skip_locked=True)[:size])
            taken = Page.objects.filter(pk__in=[page.pk for page in pages])
            taken.update(lease=token, leased_until=Now() + LEASE)
            abandoned = {page.lease for page in pages if page.lease}
            if abandoned:  # the others of a dead run are told of it by this one
                Page.objects.free().filter(document_id=document_id, lease__in=abandoned).update(lease=None)
        for page in pages:
            page.abandoned_by, page.lease = page.lease, token
        return pages

    def renew(self, token: UUID) -> None:
        """Extend a batch's lease; raise LeaseLost when none of its pages is ours any more."""
        write_ours(self.waiting().filter(lease=token), leased_until=Now() + LEASE)

    def release(self, token: UUID) -> None:
        self.waiting().filter(lease=token).update(lease=None, leased_until=None)


class Page(models.Model):
    """One page: its text, its words with their boxes, how it was read and how sure that is."""

    document = models.ForeignKey("documents.Document", on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=40, blank=True)  # what the file calls it, where that is not its number
    state = models.CharField(max_length=8, choices=PageState, default=PageState.WAITING)
    problem = models.CharField(max_length=24, blank=True)
    method = models.CharField(_("read from"), max_length=8, blank=True)
    text = models.TextField(blank=True)
    words = models.JSONField(default=list)  # rows of `types.Word` in field order
    blocks = models.JSONField(default=list)  # rows of `types.Block` in field order
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    confidence = models.FloatField(null=True)
    engine = models.CharField(max_length=60, blank=True)
    dpi = models.PositiveSmallIntegerField(default=0)
    angle = models.SmallIntegerField(default=0)
    note = models.CharField(max_length=255, blank=True)
    alternative = models.TextField(blank=True)  # what another engine read
    revision = models.PositiveIntegerField(default=0)
    lease = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    deaths = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveSmallIntegerField(default=0)  # quarters clockwise that people look at its picture turned by

    objects = PageQuerySet.as_manager()
    abandoned_by: UUID | None = None  # the run that had it before and died

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="page_once_in_document")]
        indexes = [models.Index(fields=["lease"], name="page_lease", condition=Q(state=PageState.WAITING))]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.number}"

    @property
    def cited(self) -> str:
        """Its number, and what the file calls it where that differs: "4 (iv)"."""
        number = number_format(self.number)
        return f"{number} ({self.label})" if self.label else number

    @property
    def problem_sentence(self) -> str:
        return str(problem(self.problem).page_sentence) if self.problem else ""

    @property
    def note_in_words(self) -> str:
        return notes.in_words(self.note)

    @property
    def is_hard_to_read(self) -> bool:
        return self.confidence is not None and self.confidence < HARD_TO_READ

    @cached_property
    def content(self) -> types.Page:
        """The page as the pipeline knows it."""
        return replace(self.running_text, words=tuple(map(types.Word._make, self.words)))

    @property
    def running_text(self) -> types.Page:
        """The page without the places of its words, which are most of it: what passages are cut from."""
        return types.Page(
            number=self.number, text=self.text, method=types.Method(self.method or types.Method.BLANK),
            blocks=tuple(types.Block(types.BlockKind(kind), *rest) for kind, *rest in self.blocks),
            width=self.width, height=self.height, confidence=self.confidence, engine=self.engine,
            dpi=self.dpi, angle=self.angle, note=self.note,
            alternative=self.alternative,
        )  # fmt: skip

    def store(self, read: types.Page) -> None:
        """Keep what was read, if this run still has the page."""
        self.settle(**fields_of(read))

    def replace(self, read: types.Page, *, seen: int) -> bool:
        """Put another reading in the place of this one; False when the page is no longer the one that was `seen`."""
        as_seen = Page.objects.exclude(state=PageState.WAITING).filter(pk=self.pk, revision=seen)
        turn = self.turn if read.angle == self.angle else 0  # a picture that was turned to be read stands upright
        return bool(as_seen.update(revision=F("revision") + 1, turn=turn, **fields_of(read)))

    def rewrite(self, corrected: types.Page) -> None:
        """Keep a page whose words a person has put right; the caller holds the row. It is the same reading still."""
        fields = {name: value for name, value in fields_of(corrected).items() if name in ("text", "words", "blocks")}
        Page.objects.filter(pk=self.pk).update(**fields)
        for name, value in fields.items():
            setattr(self, name, value)
        vars(self).pop("content", None)

    def fail(self, code: str) -> None:
        self.settle(state=PageState.FAILED, problem=code)

    def settle(self, **fields: Any) -> None:
        ours = Page.objects.waiting().filter(pk=self.pk, lease=self.lease)
        write_ours(ours, revision=F("revision") + 1, leased_until=None, **fields)

    def count_death(self) -> int:
        """One more reader died on this page; how many that makes."""
        Page.objects.filter(pk=self.pk).update(deaths=F("deaths") + 1)
        self.refresh_from_db(fields=["deaths"])
        return self.deaths


def fields_of(read: types.Page) -> dict[str, Any]:
    """A page that was read, as its row keeps it."""
    return {
        "state": PageState.READ, "method": read.method, "text": read.text,
        "words": read.words,
        "blocks": [[b.kind, b.start, b.end, b.level] for b in read.blocks],
        "width": read.width, "height": read.height, "confidence": read.confidence, "engine": read.engine,
        "dpi": read.dpi, "angle": read.angle, "note": read.note[:255], "problem": "",
        "alternative": read.alternative,
    }  # fmt: skip
