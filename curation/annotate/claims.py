"""Who gets which example next.

Handing one out is one statement, and an expired lease needs no job: the WHERE clause is the expiry. Time is the
database's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Now
from django.utils import timezone

from curation.accounts.models import User
from curation.annotate import reach, rows
from curation.annotate.reach import decided_by
from curation.compiled import CompiledRows, CompiledUpdate, Parameter
from curation.examples.models import Example, Version
from curation.examples.models.example import FREE
from curation.examples.reopening import reopen_decision
from curation.examples.states import Decision, Status
from curation.projects.models import Project

PLACED = (
    "project", "status", "assignee", "comment", "leased_by", "leased_until", "opened_at", "queue_order"
)  # fmt: skip
AHEAD = timedelta(minutes=3)  # of one reserved while the one before it is read; the minute's signal renews it


@dataclass(frozen=True, slots=True)
class Reservation:
    user: User
    length: timedelta
    opens: bool  # or is held for later only

    @classmethod
    def opened(cls, user: User, project: Project) -> "Reservation":
        return cls(user, timedelta(minutes=project.lease_minutes), opens=True)

    @classmethod
    def ahead(cls, user: User) -> "Reservation":
        return cls(user, AHEAD, opens=False)

    def put_on(self, example: Example, statement: CompiledUpdate, *more: User) -> bool:
        """Write it if `statement` finds the example; the example says so, too, without being asked for again."""
        if not statement({"leased_by": self.user.pk} | lease(self.length, opens=self.opens), example, *more):
            return False
        example.status, example.leased_by = Status.DRAFTED, self.user
        example.leased_until = timezone.now() + self.length
        return True


@cache
def lease(length: timedelta, *, opens: bool) -> dict[str, Any]:
    return {"leased_until": Now() + length, "opened_at": Coalesce("opened_at", Now()) if opens else None}


def _this(pk: Parameter) -> QuerySet[Example]:
    return Example.objects.filter(pk=pk)


def _free_for(pk: Parameter, user: Parameter) -> QuerySet[Example]:
    """Theirs already, or anybody's; and not decided by them."""
    held = Q(leased_by=user) & (Q(assignee=None) | Q(assignee=user))  # whose label it is kept for does not matter then
    free = reach.is_for(user) & (Q(leased_until=None) | Q(leased_until__lt=Now()))
    return Example.objects.drafted().filter(held | free, ~decided_by(user), pk=pk)


def _held_by(project: Parameter, pk: Parameter, user: Parameter) -> QuerySet[Example]:
    return Example.objects.filter(project=project, pk=pk).held_by(user)


def _ahead_for(user: Parameter) -> QuerySet[Example]:
    return Example.objects.held_by(user).filter(opened_at=None)


def _waiting(project: Parameter, user: Parameter) -> QuerySet[Example]:
    """Not narrowed to the project: told that too, SQLite walks the whole queue to find them."""
    sent_back = Q(assignee=user, comment__gt="")
    assigned = Q(pk=Subquery(reach.next_assigned(project, user).values("pk")))
    theirs = Example.objects.filter(Q(leased_by=user) | sent_back | assigned, status=Status.DRAFTED)
    return theirs.only(*PLACED)


RESERVE = CompiledUpdate(_this, "pk")
RESERVE_FREE = CompiledUpdate(_free_for, "pk", "user")
OPEN_HELD = CompiledUpdate(_held_by, "project", "pk", "user")
RENEW_AHEAD = CompiledUpdate(_ahead_for, "user")
LATER = Greatest("leased_until", Now() + AHEAD)
WAITING = CompiledRows(_waiting, "project", "user")


def claim_next(project: Project, user: User) -> Example | None:
    """What waits for the person, what they opened first; else what is free, their labels' first; else one skipped."""
    mine = waiting_for(project, user)
    for example in [*filter(_was_opened, mine), *mine]:
        if claim(example, user):
            return rows.shown(project, example.pk, user)
    opened = Reservation.opened(user, project)
    return _take_free(project, opened) or _take_skipped(project, opened)


def reserve_next(project: Project, user: User, mine: list[Example]) -> Example | None:
    """The example that will follow the one on screen, held for this person but not opened; None while there is none.

    `mine` is what waits for the person but for that one. What they skipped is not touched before they come to it.
    """
    for example in mine:
        if _is_held(example, user) or _reserve(example, Reservation.ahead(user)):
            return rows.shown(project, example.pk, user)
    return _take_free(project, Reservation.ahead(user))


def open_reserved(project: Project, user: User, pk: int) -> bool:
    """Open the example that was fetched in advance; False when it is no longer theirs."""
    return bool(OPEN_HELD(lease(timedelta(minutes=project.lease_minutes), opens=True), project, pk, user))


def claim(example: Example, user: User) -> bool:
    """Reserve this example, or keep it reserved; False when it is another's, decided by this person, or settled."""
    return _reserve(example, Reservation.opened(user, example.project))


def renew_reserved(user: User) -> None:
    """Keep what was fetched in advance while the person still reads the example before it."""
    RENEW_AHEAD({"leased_until": LATER}, user)


def release(example: Example, user: User) -> None:
    """Give back what was reserved and not worked on."""
    Example.objects.filter(pk=example.pk, leased_by=user).update(**FREE)


def _reserve(example: Example, reservation: Reservation) -> bool:
    return reservation.put_on(example, RESERVE_FREE, reservation.user)


def waiting_for(project: Project, user: User) -> list[Example]:
    """The few rows that wait for a person: opened or reserved, sent back, unfinished, or the next one assigned.

    Bare rows, which say who may have them.
    """
    waiting = [each for each in WAITING(project, user) if each.project_id == project.pk]
    for each in waiting:
        each.project = project
    return sorted(waiting, key=lambda each: _place(each, user))


def _place(example: Example, user: User) -> tuple[bool, bool, bool, int, int]:
    came_back = bool(example.comment)
    return not _is_held(example, user), example.opened_at is None, not came_back, example.queue_order, example.pk


def _is_held(example: Example, user: User) -> bool:
    return example.leased_by_id == user.pk and example.is_in_progress


def _was_opened(example: Example) -> bool:
    return example.opened_at is not None


def _take_free(project: Project, reservation: Reservation) -> Example | None:
    queues = reach.free(project, reservation.user)
    example = next((example for queue in queues if (example := _take(queue, reservation))), None)
    if example:
        example.project = project
    return example


def _take_skipped(project: Project, reservation: Reservation) -> Example | None:
    """The skip stays in the history, and the person can decide anew."""
    waiting = Example.objects.filter(reach.is_for(reservation.user), project=project).drafted().unleased()
    with transaction.atomic():
        found = rows.for_desk(_skipped(waiting, reservation.user), reservation.user)
        example = _take(found.select_for_update(of=("self",), skip_locked=True)[:1], reservation)
        if example:
            reopen_decision(example.versions.live().get(author=reservation.user))
    return example


def _skipped(waiting: QuerySet[Example], user: User) -> QuerySet[Example]:
    """What they skipped longest ago comes first, so that nobody meets the same example again at once."""
    skips = Version.objects.decided().filter(author=user, decision=Decision.SKIP)
    when = skips.filter(example=OuterRef("pk")).values("decided_at")[:1]
    return waiting.filter(pk__in=skips.values("example")).order_by(Subquery(when))


def _take(queue: Iterable[Example], reservation: Reservation) -> Example | None:
    """`queue` is asked here, in the transaction that locks what it finds."""
    with transaction.atomic(savepoint=False):
        return next((example for example in queue if reservation.put_on(example, RESERVE)), None)
