"""What waits for a reviewer, in the order it is handed out: oldest example first."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.examples.models import Example, Version
from curation.examples.models.example import ExampleQuerySet
from curation.examples.states import FOR_REVIEW, Decision, Status
from curation.projects.models import Project
from curation.review.authorship import OWN, is_only_reviewer

PAGE = 50


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


def waiting(project: Project, tab: Tab = Tab.ALL) -> ExampleQuerySet:
    return Example.objects.filter(project=project, status__in=STATUSES[tab]).order_by("id")


def counts(project: Project) -> list[TabCount]:
    rows = waiting(project).order_by().values_list("status").annotate(n=Count("id"))
    by_status = dict(rows)
    return [TabCount(tab, sum(by_status.get(status, 0) for status in STATUSES[tab])) for tab in Tab]


def rows(project: Project, tab: Tab, *, after: int = 0) -> list[Example]:
    """One page of the list and one row more when there is a next page."""
    decided = models.Prefetch("versions", Version.objects.decided().exclude(decision=Decision.SKIP), "decided")
    return list(waiting(project, tab).filter(id__gt=after).prefetch_related(decided)[: PAGE + 1])


def settleable(project: Project, tab: Tab, reviewer: User) -> ExampleQuerySet:
    """Without what the reviewer wrote, which another reviewer makes final."""
    if is_only_reviewer(project, reviewer):
        return waiting(project, tab)
    own = Version.objects.filter(OWN, example=OuterRef("pk"), author=reviewer)
    return waiting(project, tab).exclude(Exists(own))


def following(project: Project, tab: Tab, reviewer: User, *, after: int = 0) -> Example | None:
    """The next example to settle; past the end, the first one that is left."""
    left = settleable(project, tab, reviewer)
    return left.filter(id__gt=after).first() or left.exclude(id=after).first()


def preceding(project: Project, tab: Tab, reviewer: User, *, before: int) -> Example | None:
    return settleable(project, tab, reviewer).filter(id__lt=before).last()
