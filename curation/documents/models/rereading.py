"""A page read again with other settings, until a person takes the new text or drops it."""

from functools import cached_property
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.documents.models.correction import carried, carry
from curation.documents.models.page import Page
from curation.documents.problems import problem
from curation.documents.states import LEASE, PARSER_DEATHS
from curation.errors import Conflict
from curation.pipeline import types, wire
from curation.pipeline.correcting import Carried
from curation.runs import Held, HeldQuerySet


class Progress(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    READING = "reading", _("Reading")
    DONE = "done", _("Read")
    FAILED = "failed", _("Not read")
    ACCEPTED = "accepted", _("Taken")
    DROPPED = "dropped", _("Dropped")


MOVING = (Progress.WAITING, Progress.READING)
OPEN = (*MOVING, Progress.DONE, Progress.FAILED)


class ReadingChanged(Conflict):
    """What was answered is no longer the reading that was shown."""


class RereadingQuerySet(HeldQuerySet["Rereading"]):
    lease, most_deaths = LEASE, PARSER_DEATHS

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def moving(self) -> Self:
        return self.filter(state__in=MOVING)

    def done(self) -> Self:
        return self.filter(state=Progress.DONE)

    def claim(self, pk: int) -> "Rereading | None":
        """Take one that waits, or whose run fell silent; None when there is nothing to do."""
        whole = self.select_related("page__document__project")
        return whole.hold(pk, waiting=Q(state=Progress.WAITING), working=Progress.READING)


class Rereading(Held):
    """One more reading of a page. Nothing of the page changes before somebody accepts it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="rereadings")
    settings = models.JSONField(default=dict)  # what `documents.settings_table` offers
    state = models.CharField(max_length=8, choices=Progress, default=Progress.WAITING)
    problem = models.CharField(max_length=24, blank=True)
    result = models.JSONField(null=True)  # a page as `pipeline.wire` writes it
    seen_revision = models.PositiveIntegerField(default=0)  # of the page that the result is compared with
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="rereadings")
    asked_at = models.DateTimeField(auto_now_add=True)
    deaths = models.PositiveSmallIntegerField(default=0)

    objects = RereadingQuerySet.as_manager()

    class Meta:
        ordering = ["page__number"]
        constraints = [models.UniqueConstraint(fields=["page"], name="one_open_rereading", condition=Q(state__in=OPEN))]
        indexes = [models.Index(fields=["state"], name="rereading_moving", condition=Q(state__in=MOVING))]

    def __str__(self) -> str:
        return f"{self.page}: {self.state}"

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    @property
    def problem_sentence(self) -> str:
        return str(problem(self.problem).page_sentence) if self.problem else ""

    @property
    def read(self) -> types.Page:
        """The page as it was read this time."""
        return wire.to_page(dict(self.result or {}))

    def finish(self, read: types.Page) -> None:
        self.advance(state=Progress.DONE, result=wire.from_page(read), seen_revision=self.page.revision, token=None)

    def fail(self, code: str) -> None:
        self.advance(state=Progress.FAILED, problem=code, token=None)

    @cached_property
    def fit(self) -> Carried:
        """What was read, with the words that people had put right and that the machine read wrongly again."""
        return carried(self.page, self.read)

    def accept(self) -> Carried:
        """Make it the page's own; raise ReadingChanged when either is no longer what the person saw."""
        with transaction.atomic():
            self._answer(Progress.ACCEPTED, from_states=[Progress.DONE])
            self.page = Page.objects.select_for_update().get(pk=self.page_id)  # so that no word is put right meanwhile
            fit = carried(self.page, self.read)
            if not self.page.replace(fit.page, seen=self.seen_revision):
                raise ReadingChanged(_("This page was read anew in the meantime. Drop this reading and ask again."))
            carry(self.page, fit)
        return fit

    def drop(self) -> None:
        self._answer(Progress.DROPPED, from_states=list(OPEN))

    def _answer(self, state: Progress, *, from_states: list[Progress]) -> None:
        if not Rereading.objects.filter(pk=self.pk, state__in=from_states).update(state=state, token=None):
            raise ReadingChanged(_("This reading was already taken or dropped."))
