"""What waits for a reviewer, in the order it is handed out: oldest example first."""

from dataclasses import dataclass
from itertools import chain

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.examples.models import Example, Version
from curation.examples.models.example import ExampleQuerySet
from curation.examples.states import FOR_REVIEW, Decision, Status
from curation.projects.models import Project
from curation.review.authorship import OWN, is_only_reviewer

PAGE = 50
COUNTED = 10_000  # of one status; beyond it the exact number helps nobody


class Tab(models.TextChoices):
    DISPUTED = "disputed", _("Disputed")
    FLAGGED = "flagged", _("Flagged")
    SUBMITTED = "submitted", _("Waiting for sign-off")
    ALL = "all", _("All")


STATUSES: dict[Tab, tuple[Status, ...]] = {
    Tab.DISPUTED: (Status.DISPUTED,),
    Tab.FLAGGED: (Status.FLAGGED,),
    Tab.SUBMITTED: (Status.SUBMITTED, Status.AGREED),
    Tab.ALL: FOR_REVIEW,
}


@dataclass(frozen=True, slots=True)
class TabCount:
    tab: Tab
    count: int

    @property
    def words(self) -> str:
        most = min(self.count, COUNTED)
        return number_format(most, force_grouping=True) + ("+" if self.count > most else "")


def waiting(project: Project, tab: Tab = Tab.ALL) -> ExampleQuerySet:
    return Example.objects.filter(project=project, status__in=STATUSES[tab]).order_by("id")


def counts(project: Project) -> list[TabCount]:
    by_status = {status: waiting(project).filter(status=status)[: COUNTED + 1].count() for status in FOR_REVIEW}
    return [TabCount(tab, sum(by_status[status] for status in STATUSES[tab])) for tab in Tab]


def rows(project: Project, tab: Tab, *, after: int = 0) -> list[Example]:
    """One page of the list and one row more when there is a next page."""
    ids = _first_ids(waiting(project, tab).filter(id__gt=after), tab, PAGE + 1)
    decided = models.Prefetch("versions", Version.objects.decided().exclude(decision=Decision.SKIP), "decided")
    return list(waiting(project, tab).filter(pk__in=ids).prefetch_related(decided))


def following(project: Project, tab: Tab, reviewer: User, *, after: int = 0) -> int | None:
    """The next example to settle; past the end, the first one that is left."""
    left = _settleable(project, tab, reviewer).exclude(id=after)
    ids = _first_ids(left.filter(id__gt=after), tab, 1) or _first_ids(left, tab, 1)
    return next(iter(ids), None)


def preceding(project: Project, tab: Tab, reviewer: User, *, before: int) -> int | None:
    left = _settleable(project, tab, reviewer).filter(id__lt=before).order_by("-id")
    return max(_ids(left, tab, 1), default=None)


def _settleable(project: Project, tab: Tab, reviewer: User) -> ExampleQuerySet:
    """Without what the reviewer wrote, which another reviewer makes final."""
    if is_only_reviewer(project, reviewer):
        return waiting(project, tab)
    own = Version.objects.filter(OWN, example=OuterRef("pk"), author=reviewer)
    return waiting(project, tab).exclude(Exists(own))


def _first_ids(examples: ExampleQuerySet, tab: Tab, size: int) -> list[int]:
    return sorted(_ids(examples, tab, size))[:size]


def _ids(examples: ExampleQuerySet, tab: Tab, size: int) -> list[int]:
    """The first ids of each status, an index seek for each: sorting all that wait grows with the queue."""
    firsts = (examples.filter(status=status).values_list("id", flat=True)[:size] for status in STATUSES[tab])
    return list(chain.from_iterable(firsts))
