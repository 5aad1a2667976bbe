"""Removing documents: drafts that nobody has opened go with them, what people have worked on stays with its source."""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import QuerySet

from curation.accounts.models import User
from curation.documents.models import Document
from curation.examples.models import Example
from curation.examples.states import Action
from curation.intake.keeping import record


@dataclass(frozen=True)
class Removal:
    """What removing these documents would mean."""

    documents: list[Document]

    @cached_property
    def drafts(self) -> int:
        """That nobody has opened: they go."""
        return self._untouched.count()

    @cached_property
    def kept(self) -> int:
        return Example.objects.filter(document__in=self.documents).count() - self.drafts

    @property
    def _untouched(self) -> QuerySet[Example]:
        return Example.objects.untouched().filter(document__in=self.documents)

    def carry_out(self, *, by: User) -> int:
        """How many documents were removed."""
        with transaction.atomic():
            removed = [document for document in self.documents if document.remove()]
            free = self._untouched.order_by().select_for_update(skip_locked=True, of=("self",))
            Example.objects.filter(pk__in=list(free.values_list("pk", flat=True))).delete()
            for document in removed:
                record(document, Action.REMOVED, by=by, note=document.name)
        return len(removed)
