"""How far the examples of a project have come."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Sum

from curation.projects.models import Project

# Statuses of examples by their stored names: examples build on projects, so nothing of theirs is imported here.
DRAFTED, FINAL, REJECTED = "drafted", "final", "rejected"


@dataclass(frozen=True, slots=True)
class Progress:
    """Examples of one project, counted by status."""

    by_status: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.by_status.total()

    @property
    def drafted(self) -> int:
        return self.by_status[DRAFTED]

    @property
    def final(self) -> int:
        return self.by_status[FINAL]

    @property
    def settled(self) -> int:
        return self.by_status[FINAL] + self.by_status[REJECTED]

    @property
    def left(self) -> int:
        return self.total - self.settled

    @property
    def for_review(self) -> int:
        return self.left - self.drafted

    @property
    def is_untouched(self) -> bool:
        """Nobody has decided anything yet."""
        return self.drafted == self.total

    @property
    def percent(self) -> int:
        """Settled, in whole percent; 100 only when nothing is left."""
        return 100 * self.settled // self.total if self.total else 0


def progress_of(projects: Iterable[Project]) -> dict[int, Progress]:
    """The progress of each project by its id, from the tally: nobody counts a million rows for a page."""
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    tally = apps.get_model("examples.Tally").objects.filter(project__in=[project.pk for project in projects])
    for project_id, status, count in tally.values_list("project", "status").annotate(Sum("examples")).order_by():
        counted[project_id][status] = count
    return {project.pk: Progress(counted[project.pk]) for project in projects}
