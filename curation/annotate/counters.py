"""How much is left, and how much a person has settled today."""

from dataclasses import dataclass

from django.utils import timezone

from curation.accounts.models import User
from curation.annotate import reach
from curation.examples.models import Version
from curation.examples.states import Decision
from curation.projects.models import Project

MOST = 1000  # counting further would cost more than the next example itself


@dataclass(frozen=True, slots=True)
class Counters:
    left: int
    today: int

    @property
    def has_more(self) -> bool:
        return self.left > MOST

    @property
    def shown(self) -> int:
        return min(self.left, MOST)


def count(project: Project, user: User) -> Counters:
    return Counters(left(project, user), settled_today(project, user))


def left(project: Project, user: User) -> int:
    """Examples that this person could still get, what they skipped among them, counted to one over `MOST`."""
    return reach.left(project, user)[: MOST + 1].count()


def settled_today(project: Project, user: User) -> int:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    decided = Version.objects.decided().filter(author=user, decided_at__gte=midnight, example__project=project)
    return decided.exclude(decision=Decision.SKIP).count()
