"""Keeping the tally of examples short."""

from collections import Counter

from django.db import transaction
from django.db.models import Count

from curation.examples.models import Tally

AT_ONCE = 20_000  # rows; what is left is the next round's


def add_up() -> None:
    """Put one row in the place of several for the same status of a project. The sums are the same all the while."""
    several = Tally.objects.values("project", "status").annotate(rows=Count("pk")).filter(rows__gt=1)
    if not several.exists():
        return
    with transaction.atomic():
        rows = Tally.objects.select_for_update(skip_locked=True).order_by("pk")
        found = list(rows.values_list("pk", "project", "status", "examples")[:AT_ONCE])
        sums: Counter[tuple[int, str]] = Counter()
        for _pk, project, status, examples in found:
            sums[project, status] += examples
        Tally.objects.filter(pk__in=[pk for pk, *_rest in found]).delete()
        Tally.objects.bulk_create(
            Tally(project_id=project, status=status, examples=n) for (project, status), n in sums.items() if n
        )
