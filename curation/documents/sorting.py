"""The orders of the documents list. A page of it begins behind, or ends before, a row: nothing is counted off."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Case, F, IntegerField, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Lower

from curation.documents.models import Document
from curation.documents.models.document import DocumentQuerySet
from curation.documents.states import State

KEYS: dict[str, Combinable] = {
    "name": Lower("name"),
    "pages": Coalesce("page_count", Value(0)),
    "status": Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(State)), output_field=IntegerField()
    ),
    "added": F("pk"),
}
FIRST = {"name": "name", "pages": "-pages", "status": "-status", "added": "-added"}  # when a head is first used
USUAL = "-added"
ORDERS = [sign + name for name in KEYS for sign in ("", "-")]


@dataclass(frozen=True, slots=True)
class Order:
    key: str
    descending: bool

    @classmethod
    def named(cls, name: str) -> Self:
        """As an address says it: `name`, or `-name` for the other way round."""
        return cls(name.removeprefix("-"), descending=name.startswith("-"))

    @property
    def other_way(self) -> str:
        return self.key if self.descending else f"-{self.key}"

    def sorted(self, documents: DocumentQuerySet, *, backwards: bool = False) -> DocumentQuerySet:
        sign = "-" if self.descending != backwards else ""
        return documents.alias(key=KEYS[self.key]).order_by(f"{sign}key", f"{sign}pk")

    def behind(self, documents: DocumentQuerySet, pk: int, *, backwards: bool = False) -> DocumentQuerySet:
        """Those that come after the document `pk` in this order, or before it; it need not be on the list any more."""
        compare = "lt" if self.descending != backwards else "gt"
        if self.key == "added":
            return documents.filter(**{f"pk__{compare}": pk})
        here = Subquery(Document.objects.filter(pk=pk).values_list(KEYS[self.key])[:1])
        further = Q(**{f"key__{compare}": here}) | Q(**{"key": here, f"pk__{compare}": pk})
        return documents.alias(key=KEYS[self.key]).filter(further)
