"""Who gets which example next.

Handing one out is one statement, and an expired lease needs no job: the WHERE clause is the expiry. Time is the
database's own.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Now
from django.utils import timezone

from curation.accounts.models import User
from curation.annotate import reach
from curation.annotate.reach import decided_by
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
    opened_at: Any  # an expression; None: reserved only

    @classmethod
    def opened(cls, user: User, project: Project) -> "Reservation":
        return cls(user, timedelta(minutes=project.lease_minutes), Coalesce("opened_at", Now()))

    @classmethod
    def ahead(cls, user: User) -> "Reservation":
        return cls(user, AHEAD, None)

    def put_on(self, example: Example, rows: QuerySet[Example]) -> bool:
        """Write it if `rows` has the example; the example then says so, too, without being asked for again."""
        until = Now() + self.length
        if not rows.filter(pk=example.pk).update(leased_by=self.user, leased_until=until, opened_at=self.opened_at):
            return False
        example.status, example.leased_by = Status.DRAFTED, self.user
        example.leased_until = timezone.now() + self.length
        return True


def for_desk(rows: QuerySet[Example], user: User) -> QuerySet[Example]:
    """With what the screen shows beside the texts; `is_begun` is true if this person has a version.

    No EXISTS: PostgreSQL answers one by reading all that the person ever wrote.
    """
    theirs = Version.objects.live().filter(example=OuterRef("pk"), author=user)
    return rows.select_related("document", "passage").annotate(is_begun=Subquery(theirs.values("pk")[:1]))


def for_saving(rows: QuerySet[Example]) -> QuerySet[Example]:
    """With what the checks read; nobody else settles it until the transaction ends."""
    return rows.select_related("passage").select_for_update(of=("self",))


def claim_next(project: Project, user: User) -> Example | None:
    """What waits for the person, what they opened first; else what is free, their labels' first; else one skipped."""
    mine = waiting_for(project, user)
    for example in [*filter(_was_opened, mine), *mine]:
        if claim(example, user):
            return _whole(example, user)
    opened = Reservation.opened(user, project)
    return _take_free(project, opened) or _take_skipped(project, opened)


def reserve_next(project: Project, user: User, mine: list[Example]) -> Example | None:
    """The example that will follow the one on screen, held for this person but not opened; None while there is none.

    `mine` is what waits for the person but for that one. What they skipped is not touched before they come to it.
    """
    for example in mine:
        if _is_held(example, user) or _reserve(example, Reservation.ahead(user)):
            return _whole(example, user)
    return _take_free(project, Reservation.ahead(user))


def open_reserved(project: Project, user: User, pk: int) -> bool:
    """Open the example that was fetched in advance; False when it is no longer theirs."""
    theirs = Example.objects.filter(project=project, pk=pk).held_by(user)
    until = Now() + timedelta(minutes=project.lease_minutes)
    return bool(theirs.update(leased_until=until, opened_at=Coalesce("opened_at", Now())))


def claim(example: Example, user: User) -> bool:
    """Reserve this example, or keep it reserved; False when it is another's, decided by this person, or settled."""
    return _reserve(example, Reservation.opened(user, example.project))


def renew_reserved(user: User) -> None:
    """Keep what was fetched in advance while the person still reads the example before it."""
    ahead = Example.objects.held_by(user).filter(opened_at=None)
    ahead.update(leased_until=Greatest("leased_until", Now() + AHEAD))


def release(example: Example, user: User) -> None:
    """Give back what was reserved and not worked on."""
    Example.objects.filter(pk=example.pk, leased_by=user).update(**FREE)


def _reserve(example: Example, reservation: Reservation) -> bool:
    user = reservation.user
    held = Q(leased_by=user) & (Q(assignee=None) | Q(assignee=user))  # whose label it is kept for does not matter then
    free = reach.is_for(user) & (Q(leased_until=None) | Q(leased_until__lt=Now()))
    return reservation.put_on(example, Example.objects.drafted().filter(held | free, ~decided_by(user)))


def waiting_for(project: Project, user: User) -> list[Example]:
    """The few rows that wait for a person: opened or reserved, sent back, unfinished, or the next one assigned.

    Bare rows, which say who may have them. Narrowed here: told the project too, SQLite walks the whole queue to find
    them.
    """
    sent_back = Q(assignee=user, comment__gt="")
    assigned = Q(pk=Subquery(reach.next_assigned(project, user).values("pk")))
    theirs = Example.objects.filter(Q(leased_by=user) | sent_back | assigned, status=Status.DRAFTED)
    waiting = [each for each in theirs.only(*PLACED) if each.project_id == project.pk]
    for each in waiting:
        each.project = project
    return sorted(waiting, key=lambda each: _place(each, user))


def _whole(example: Example, user: User) -> Example:
    whole = for_desk(Example.objects.all(), user).get(pk=example.pk)
    whole.project = example.project
    return whole


def _place(example: Example, user: User) -> tuple[bool, bool, bool, int, int]:
    came_back = bool(example.comment)
    return not _is_held(example, user), example.opened_at is None, not came_back, example.queue_order, example.pk


def _is_held(example: Example, user: User) -> bool:
    return example.leased_by_id == user.pk and example.is_in_progress


def _was_opened(example: Example) -> bool:
    return example.opened_at is not None


def _take_free(project: Project, reservation: Reservation) -> Example | None:
    found = _take_first(project, reservation)
    if found is None and reach.forget(project, reservation.user):
        return _take_first(project, reservation)
    return found


def _take_first(project: Project, reservation: Reservation) -> Example | None:
    queues = reach.free(project, reservation.user)
    return next((example for queue in queues if (example := _take(queue, reservation))), None)


def _take_skipped(project: Project, reservation: Reservation) -> Example | None:
    """The skip stays in the history, and the person can decide anew."""
    waiting = Example.objects.filter(reach.is_for(reservation.user), project=project).drafted().unleased()
    with transaction.atomic():
        example = _take(_skipped(waiting, reservation.user), reservation)
        if example:
            reopen_decision(example.versions.live().get(author=reservation.user))
    return example


def _skipped(waiting: QuerySet[Example], user: User) -> QuerySet[Example]:
    """What they skipped longest ago comes first, so that nobody meets the same example again at once."""
    skips = Version.objects.decided().filter(author=user, decision=Decision.SKIP)
    when = skips.filter(example=OuterRef("pk")).values("decided_at")[:1]
    return waiting.filter(pk__in=skips.values("example")).order_by(Subquery(when))


def _take(candidates: QuerySet[Example], reservation: Reservation) -> Example | None:
    with transaction.atomic(savepoint=False):
        first = for_desk(candidates, reservation.user).select_for_update(of=("self",), skip_locked=True)[:1]
        return next((example for example in first if reservation.put_on(example, Example.objects.all())), None)
