"""A row that one run of background work holds at a time: claimed with a token, kept by signs of life.

A claim is one UPDATE that sets the token, and every later write names it. So a run that fell silent, whose row another
took over or a person gave another turn, writes nothing more. The protocol and its figures: `docs/background.md`.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar, Self, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from curation.errors import LeaseLost

Row = TypeVar("Row", bound=models.Model)
logger = logging.getLogger(__name__)


@contextmanager
def ending_in_a_state(run: str, end: Callable[[Exception], bool]) -> Iterator[None]:
    """Whatever happens to a run, its row says so, unless the row is another run's by now.

    `end` writes down how it ended, and tells whether that is all: what is no fault of ours needs no more.
    """
    try:
        try:
            yield
        except LeaseLost:
            raise
        except Exception as error:  # the edge of all background work
            if not end(error):
                raise
    except LeaseLost:
        logger.info("%s is another run's now", run)


def write_ours(ours: models.QuerySet[Any], **fields: Any) -> None:
    """Write to the rows that are still this run's own; raise LeaseLost when none is."""
    if not ours.update(**fields):
        raise LeaseLost


class HeldQuerySet(models.QuerySet[Row]):
    """Says of its rows how long a run may be silent, and how many runs of one row may die, counted in which field."""

    lease: ClassVar[timedelta]
    most_deaths: ClassVar[int]
    deaths: ClassVar[str] = "deaths"

    def unattended(self) -> Self:
        """Nobody works on it: no run has it, or the run that had it is silent."""
        return self.filter(Q(token=None) | Q(heartbeat__lt=Now() - self.lease))

    def died_too_often(self) -> Self:
        return self.unattended().filter(**{f"{self.deaths}__gte": self.most_deaths})

    def quiet(self, patience: timedelta) -> Self:
        """Without a sign of life for so long, and not rung for either."""
        return self.filter(Q(heartbeat=None) | Q(heartbeat__lt=Now() - patience))

    def hold(self, pk: int, *, waiting: Q, working: str, **fields: Any) -> Row | None:
        """Take one row that waits, or whose run in the state `working` fell silent; None if it is neither."""
        token = uuid4()
        taken = {"state": working, "token": token, "heartbeat": Now()} | fields
        row = self.filter(pk=pk)
        if not row.filter(waiting).update(**taken):
            silent = row.unattended().filter(state=working, **{f"{self.deaths}__lt": self.most_deaths})
            if not silent.update(**taken | {self.deaths: F(self.deaths) + 1}):
                return None
        return self.filter(pk=pk, token=token).first()

    def to_ring_for(self, most: int) -> list[int]:
        """The oldest ones; those that no run has are noted, so that a busy queue is not filled with bells."""
        ids = list(self.order_by("id").values_list("pk", flat=True)[:most])
        self.model._default_manager.filter(pk__in=ids, token=None).update(heartbeat=Now())
        return ids


class Held(models.Model):
    token = models.UUIDField(null=True, editable=False)
    heartbeat = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def beat(self) -> None:
        """Say that this run is alive; raise LeaseLost if it no longer has the row."""
        self.advance()

    def advance(self, **fields: Any) -> None:
        """Write `fields` while the row is still this run's own; raise LeaseLost otherwise."""
        ours = type(self)._default_manager.filter(pk=self.pk, token=self.token).exclude(token=None)
        write_ours(ours, heartbeat=Now(), **fields)
