"""Giving drafts to one person, who alone gets them then, or back to everybody."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.examples.models import Event, Example, Version
from curation.examples.models.example import ExampleQuerySet
from curation.examples.states import Action, Decision

MOST = 10_000  # at once, as the manager waits for it
BATCH = 500


def assign(examples: ExampleQuerySet, to: User | None, *, by: User) -> int:
    """Record who gets them, and say how many changed. What cannot be that person's stays as it is."""
    with transaction.atomic():
        free = _for_everybody(examples) if to is None else _for(examples, to)
        held = free.select_for_update(of=("self",), skip_locked=True).order_by("pk")
        found = list(held.values_list("pk", "project"))
        for at in range(0, len(found), BATCH):
            _give(found[at : at + BATCH], to, by)
    return len(found)


def _for_everybody(examples: ExampleQuerySet) -> ExampleQuerySet:
    return examples.drafted().exclude(assignee=None)


def _for(examples: ExampleQuerySet, to: User) -> ExampleQuerySet:
    """Drafts that are not on somebody else's screen, nor decided by this person, nor theirs already."""
    elsewhere = Q(leased_until__gte=Now()) & ~Q(leased_by=to)
    settled = Version.objects.decided().exclude(decision=Decision.SKIP).filter(example=OuterRef("pk"), author=to)
    return examples.drafted().exclude(elsewhere).exclude(assignee=to).filter(~Exists(settled))


def _give(found: list[tuple[int, int]], to: User | None, by: User) -> None:
    Example.objects.filter(pk__in=[pk for pk, _project in found]).update(assignee=to, changed_at=Now())
    what = {"actor": by, "action": Action.ASSIGNED if to else Action.FREED, "note": str(to or "")}
    Event.objects.bulk_create(Event(example_id=pk, project_id=project, **what) for pk, project in found)
