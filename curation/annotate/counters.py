"""How much is left, and how much a person has settled today."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.utils import timezone

from curation.accounts.models import User
from curation.annotate import reach
from curation.compiled import CompiledRows, Parameter
from curation.examples.models import Version
from curation.examples.states import Decision
from curation.projects.models import Project

MOST = 1000  # counting further would cost more than the next example itself
BELIEVED = 30  # seconds in which more than that are not counted again


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
    key = f"left-{project.pk}-{user.pk}"
    found: int = cache.get(key) or reach.left(project, user, MOST + 1)
    if found > MOST:
        cache.set(key, found, BELIEVED)
    return found


def settled_today(project: Project, user: User) -> int:
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return SETTLED_SINCE.first(project, user, midnight) or 0


def _settled_since(project: Parameter, user: Parameter, moment: Parameter) -> QuerySet[Version, int]:
    decided = Version.objects.decided().filter(author=user, decided_at__gte=moment, example__project=project)
    by_author = decided.exclude(decision=Decision.SKIP).values("author")
    return by_author.annotate(settled=Count("pk")).values_list("settled", flat=True)


SETTLED_SINCE = CompiledRows(_settled_since, "project", "user", "moment")
