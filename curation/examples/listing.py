"""The examples of a project that answer a search, newest first, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curation.examples import narrowing, wording
from curation.examples.models import Example
from curation.examples.models.example import ExampleQuerySet
from curation.examples.search import Term
from curation.projects.models import Project
from curation.projects.progress import progress_of

PAGE = 50
COUNTED = 10_000  # beyond it nobody needs the exact number, and counting takes longer than showing


@dataclass(frozen=True, slots=True)
class Slice:
    rows: list[Example]
    newer: int | None  # the row to look before or after, when there are more
    older: int | None
    is_all: bool = False  # nothing else was found


def found(project: Project, terms: Iterable[Term]) -> ExampleQuerySet:
    examples = Example.objects.filter(project=project)
    terms = list(terms)
    if words := [term.value for term in terms if not term.name]:
        examples = examples.filter(wording.holding(project, words))
    for term in terms:
        if term.name:
            examples = examples.filter(narrowing.asked(project, term))
    return examples


def page(examples: ExampleQuerySet, *, before: int | None, after: int | None) -> Slice:
    """The rows older than `before`, or newer than `after`, or the newest."""
    if after is not None:
        rows = _first(examples.filter(id__gt=after), "id")
        more = len(rows) > PAGE
        rows = rows[:PAGE][::-1]
        return Slice(rows, newer=rows[0].pk if more else None, older=rows[-1].pk if rows else None)
    if before is not None:
        examples = examples.filter(id__lt=before)
    rows = _first(examples, "-id")
    more, rows = len(rows) > PAGE, rows[:PAGE]
    newer = rows[0].pk if rows and before is not None else None
    return Slice(rows, newer=newer, older=rows[-1].pk if more else None, is_all=before is None and not more)


def _first(examples: ExampleQuerySet, order: str) -> list[Example]:
    """One page and a row more. Ids first: an index alone gives them, while it takes walking the table to find rows."""
    ids = list(examples.order_by(order).values_list("pk", flat=True)[: PAGE + 1])
    return list(Example.objects.filter(pk__in=ids).for_list().order_by(order))


def total(project: Project, terms: list[Term], examples: ExampleQuerySet, shown: Slice) -> str:
    """How many there are, in words: exactly up to `COUNTED`, beyond it where the tally knows."""
    known = _known(project, terms, shown)
    n = examples.order_by()[: COUNTED + 1].count() if known is None else known
    if known is None and n > COUNTED:
        return _("more than %s examples") % number_format(COUNTED, force_grouping=True)
    return ngettext("%s example", "%s examples", n) % number_format(n, force_grouping=True)


def _known(project: Project, terms: list[Term], shown: Slice) -> int | None:
    """The number that needs no looking: all is shown, or no more than the status was asked for."""
    if shown.is_all:
        return len(shown.rows)
    if len(terms) > 1 or any(term.name != "status" for term in terms):
        return None
    progress = progress_of([project])[project.pk]
    return progress.by_status[terms[0].value] if terms else progress.total
