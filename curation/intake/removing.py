"""Removing documents: drafts that nobody has opened go with them, what people have worked on stays with its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import QuerySet

from curation.accounts.models import User
from curation.documents.models import Document
from curation.examples.models import Example
from curation.examples.states import Action
from curation.intake.keeping import record_all

AT_ONCE = 500
NAMED = 20


@dataclass(frozen=True)
class Removal:
    """What removing these documents would mean."""

    pks: list[int]

    @cached_property
    def names(self) -> list[str]:
        """Of the first ones."""
        return names_of(self.pks)

    @cached_property
    def drafts(self) -> int:
        """That nobody has opened: they go."""
        return sum(untouched(some).count() for some in batches(self.pks))

    @cached_property
    def kept(self) -> int:
        examples = (Example.objects.filter(document__in=some).count() for some in batches(self.pks))
        return sum(examples) - self.drafts

    def carry_out(self, *, by: User) -> int:
        """How many documents were removed."""
        with transaction.atomic():
            return sum(remove(some, by=by) for some in batches(self.pks))


def batches(pks: list[int]) -> Iterator[list[int]]:
    return (pks[at : at + AT_ONCE] for at in range(0, len(pks), AT_ONCE))


def names_of(pks: list[int]) -> list[str]:
    found = Document.objects.in_bulk(pks[:NAMED])
    return [found[pk].name for pk in pks[:NAMED] if pk in found]


def untouched(documents: list[int]) -> QuerySet[Example]:
    return Example.objects.untouched().filter(document__in=documents)


def remove(documents: list[int], *, by: User) -> int:
    removed = Document.objects.filter(pk__in=documents).remove()
    free = untouched(documents).order_by().select_for_update(skip_locked=True, of=("self",))
    Example.objects.filter(pk__in=list(free.values_list("pk", flat=True))).delete()
    record_all(removed, Action.REMOVED, by=by)
    return len(removed)
