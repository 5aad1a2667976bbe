"""Who gets which example next.

Handing one out is one statement, and an expired lease needs no job: the WHERE clause is the expiry. Time is the
database's own.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.examples.models import Example, Version
from curation.examples.reopening import reopen_decision
from curation.examples.states import Decision, Status
from curation.projects.models import Project

LEASE = timedelta(minutes=15)
QUEUE = ("queue_order", "id")


def claim_next(project: Project, user: User) -> Example | None:
    """What the person already holds, else what was sent back to them, else the next free one, else one they skipped."""
    if held := _held(project, user):
        return held
    waiting = Example.objects.filter(project=project).drafted().unleased()
    sent_back = [example.pk for example in _of(project, Example.objects.filter(assignee=user))]
    yours = _take(waiting.filter(pk__in=sent_back).order_by(*QUEUE), user) if sent_back else None
    return yours or _take(_free(waiting, user), user) or _take_skipped(waiting, user)


def claim(example: Example, user: User) -> bool:
    """Reserve this example, or keep it reserved; False when it is another's, decided by this person, or settled."""
    reachable = Q(assignee=None) | Q(assignee=user)
    free = Q(leased_by=user) | Q(leased_until=None) | Q(leased_until__lt=Now())
    mine = Example.objects.drafted().filter(reachable, free, ~Exists(_decided(user)), pk=example.pk)
    return bool(mine.update(leased_by=user, leased_until=Now() + LEASE))


def release(example: Example, user: User) -> None:
    """Give back what was reserved and not worked on."""
    Example.objects.filter(pk=example.pk, leased_by=user).update(leased_by=None, leased_until=None)


def _held(project: Project, user: User) -> Example | None:
    return next(iter(_of(project, Example.objects.filter(leased_by=user, leased_until__gte=Now()))), None)


def _of(project: Project, theirs: QuerySet[Example]) -> list[Example]:
    """The few rows of one person, narrowed here: told the project too, SQLite walks the whole queue to find them."""
    return [each for each in theirs if each.project_id == project.pk and each.status == Status.DRAFTED]


def _free(waiting: QuerySet[Example], user: User) -> QuerySet[Example]:
    return waiting.filter(~Exists(_decided(user)), assignee=None).order_by(*QUEUE)


def _decided(user: User) -> QuerySet[Version]:
    return Version.objects.decided().filter(example=OuterRef("pk"), author=user)


def _take_skipped(waiting: QuerySet[Example], user: User) -> Example | None:
    """The skip stays in the history, and the person can decide anew."""
    with transaction.atomic():
        example = _take(_skipped(waiting, user), user)
        if example:
            reopen_decision(example.versions.live().get(author=user))
    return example


def _skipped(waiting: QuerySet[Example], user: User) -> QuerySet[Example]:
    """What they skipped longest ago comes first, so that nobody meets the same example again at once."""
    skips = Version.objects.decided().filter(author=user, decision=Decision.SKIP)
    when = skips.filter(example=OuterRef("pk")).values("decided_at")[:1]
    return waiting.filter(pk__in=skips.values("example"), assignee=None).order_by(Subquery(when))


def _take(candidates: QuerySet[Example], user: User) -> Example | None:
    token = uuid4()
    with transaction.atomic():
        first = candidates.select_for_update(skip_locked=True).values("pk")[:1]
        taken = Example.objects.filter(pk=Subquery(first))
        if not taken.update(lease=token, leased_by=user, leased_until=Now() + LEASE):
            return None
    return Example.objects.drafted().filter(leased_by=user, lease=token).first()
