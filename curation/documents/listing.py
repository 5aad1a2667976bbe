"""One page of the documents of a project: its rows, its neighbours, and what would look different later."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.formats import number_format
from django.utils.translation import ngettext

from curation.documents.finding import FilterForm, filters_in, found
from curation.documents.models import Document, Worker
from curation.documents.models.document import DocumentQuerySet
from curation.documents.sorting import FIRST, USUAL, Order
from curation.documents.status import Shown, shown
from curation.projects.models import Project

ROWS = 50


@dataclass(frozen=True)
class Row:
    document: Document
    status: Shown
    examples: int
    ahead: int  # documents that are read before this one, once it has waited for a while


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column, and the list in its order; the other way round, where it has that order already."""

    name: str
    query: str
    sorted: str  # "ascending", "descending", or "" while another column has the order


class Listing:
    """One page of a project's documents, newest first or in an order that was asked for, under a filter."""

    def __init__(self, project: Project, form: FilterForm) -> None:
        self.project = project
        self.wanted = form.wanted
        self.filters = filters_in(self.wanted)
        self.sort: str = self.wanted.get("sort", USUAL)

    @property
    def found(self) -> DocumentQuerySet:
        return found(self.project, self.filters)

    @cached_property
    def _slice(self) -> list[int]:
        """The page's rows in their order; one more than a page holds where more follow on the way."""
        order, backwards = Order.named(self.sort), "after" in self.wanted
        documents = order.sorted(self.found, backwards=backwards)
        edge = self.wanted.get("after") or self.wanted.get("before")
        if edge:
            documents = order.behind(documents, edge, backwards=backwards)
        rows = list(documents.values_list("pk", flat=True)[: ROWS + 1])
        return rows[::-1] if backwards else rows

    @property
    def _page(self) -> list[int]:
        return self._slice[-ROWS:] if "after" in self.wanted else self._slice[:ROWS]

    @cached_property
    def documents(self) -> list[Document]:
        shown = Document.objects.filter(pk__in=self._page).for_list().in_bulk()
        return [shown[pk] for pk in self._page if pk in shown]

    @cached_property
    def rows(self) -> list[Row]:
        counted = Document.objects.filter(pk__in=self._page)
        examples = dict(counted.annotate(n=Count("examples")).values_list("pk", "n"))
        return [
            Row(document, shown(document), examples.get(document.pk, 0), self.ahead.get(document.pk, 0))
            for document in self.documents
        ]

    @cached_property
    def ahead(self) -> dict[int, int]:
        """For each document here that has waited for long, how many are before it, whatever their project."""
        waiting = [document.pk for document in self.documents if document.has_waited_long]
        if not waiting:
            return {}
        moving = Document.objects.moving().filter(pk__lte=max(waiting)).order_by("pk")
        return {pk: place for place, pk in enumerate(moving.values_list("pk", flat=True))}

    @cached_property
    def is_moving(self) -> bool:
        return any(document.is_moving for document in self.documents)

    @cached_property
    def waits_for_a_worker(self) -> bool:
        return self.is_moving and not Worker.objects.alive().exists()

    @property
    def seen(self) -> str:
        """Changes whenever something on this page would look different."""
        state = [(d.pk, d.state, d.changed_at.isoformat(), self.ahead.get(d.pk)) for d in self.documents]
        return hashlib.sha256(repr((state, self.waits_for_a_worker)).encode()).hexdigest()[:16]

    @cached_property
    def total(self) -> str:
        """How many documents the project has, in words; with a filter, how many there are in all."""
        n = Document.objects.present().filter(project=self.project).count()
        return ngettext("%(n)s document", "%(n)s documents", n) % {"n": number_format(n, force_grouping=True)}

    @cached_property
    def matching(self) -> int:
        """How many there are on this page and all others; 0 where this page is all there is."""
        return self.found.order_by().count() if self.newer or self.older else 0

    @property
    def heads(self) -> dict[str, Head]:
        now = Order.named(self.sort)
        heads = {name: Head(name, self.query(sort=first), "") for name, first in FIRST.items()}
        sorted_ = "descending" if now.descending else "ascending"
        return heads | {now.key: Head(now.key, self.query(sort=now.other_way), sorted_)}

    @property
    def is_newest_first(self) -> bool:
        return self.sort == USUAL

    def query(self, **more: Any) -> str:
        """The query string of the first page of this list, or of another one that is like it but for `more`."""
        asked = {"sort": self.sort} | more
        return urlencode(
            self.filters | {name: value for name, value in asked.items() if (name, value) != ("sort", USUAL)}
        )

    @property
    def newer(self) -> str:
        more = len(self._slice) > ROWS if "after" in self.wanted else "before" in self.wanted and bool(self._slice)
        return self.query(after=self._page[0]) if more else ""

    @property
    def older(self) -> str:
        more = bool(self._slice) if "after" in self.wanted else len(self._slice) > ROWS
        return self.query(before=self._page[-1]) if more else ""

    @property
    def here(self) -> str:
        """The query string of this page, for the poll that keeps it fresh."""
        return self.query(**{name: self.wanted[name] for name in ("before", "after") if name in self.wanted})
