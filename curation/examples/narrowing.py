"""What each `name:value` of a search asks of an example.

Where few examples answer, an index gives them all; where many do, walking from the newest on soon fills a page.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from math import ceil, floor
from typing import Any

from django.db.models import Lookup, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThan, IsNull, LessThanOrEqual
from django.utils import timezone

from curation.accounts.models import User
from curation.examples.models import Collection, Example, Version
from curation.examples.models.collection import COLLECTED
from curation.examples.models.example import LENGTH
from curation.examples.search import NOBODY, Numbers, Term
from curation.examples.states import Decision
from curation.pipeline import tokens
from curation.projects.models import Project, labels_of

FEW = 10_000
SAMPLE = 2000
Source = tuple[QuerySet[Any], str]  # rows, and the way from them to the example
OF_FINALS, OF_VERSIONS = Example.labels.through.objects, Version.labels.through.objects


def asked(project: Project, term: Term) -> Q:
    return CONDITIONS[term.name](project, term.value)


def _among(project: Project, *sources: Source) -> Q:
    """The examples that one of the sources speaks of: their ids, unless there are more than `FEW`."""
    found: set[int] = set()
    for rows, path in sources:
        ids = list(rows.values_list(path, flat=True)[: FEW + 1])
        if len(ids) > FEW:
            return _among_many(project, *sources)
        found.update(ids)
    return Q(pk__in=found)


def _among_many(project: Project, *sources: Source) -> Q:
    """Walked is from the newest that has a version, a label or a collection. Each is looked up where they are
    frequent, else all are read first; PostgreSQL, which knows nothing of how they lie, would always do the latter.
    """
    newest = (rows.aggregate(newest=Max("example"))["newest"] for rows in (Version.objects, OF_FINALS, COLLECTED))
    reached = Q(project=project, pk__lte=max(pk or 0 for pk in newest))
    sample = list(Example.objects.filter(reached).order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
    often = sum(rows.filter(**{f"{path}__in": sample}).count() for rows, path in sources) * 10 > len(sample)
    return reached & Q(*(_looked_up(*each) if often else _read_first(*each) for each in sources), _connector=Q.OR)


def _looked_up(rows: QuerySet[Any], path: str) -> Q:
    return Q(IsNull(Subquery(rows.filter(**{path: OuterRef("pk")}).values("pk")[:1]), False))


def _read_first(rows: QuerySet[Any], path: str) -> Q:
    return Q(pk__in=rows.values(path))


def _few(project: Project, condition: Q) -> Q:
    """The same condition, or the ids of those that meet it where an index finds few."""
    found = Example.objects.filter(condition, project=project).values_list("pk", flat=True)[: FEW + 1]
    return condition if len(found) > FEW else Q(pk__in=list(found))


def _with_label(project: Project, name: str) -> Q:
    labels = list(labels_of(project).filter(name__icontains=name).values_list("pk", flat=True))
    finals = OF_FINALS.filter(label__in=labels)
    versions = OF_VERSIONS.filter(label__in=labels, version__live=True)
    return _among(project, (finals, "example"), (versions, "version__example"))


def _collected(project: Project, name: str) -> Q:
    collections = list(Collection.objects.filter(project=project).called(name).values_list("pk", flat=True))
    return _among(project, (COLLECTED.filter(collection__in=collections), "example"))


def _flagged(project: Project, reason: str) -> Q:
    flagged = Version.objects.live().filter(decision=Decision.FLAG, reason=reason, example__project=project)
    return _among(project, (flagged, "example"))


def _by(_project: Project, person: str) -> Q:
    """Whom the name means is asked first, and how far they came: what nobody has reached yet is not walked through."""
    decided = Version.objects.decided()
    newest = decided.filter(author=OuterRef("pk")).order_by("-example").values("example")[:1]
    people = User.objects.filter(_named("", person)).annotate(newest=Subquery(newest)).exclude(newest=None)
    reached = dict(people.values_list("pk", "newest"))
    upto = max(reached.values(), default=0)
    return Q(pk__lte=upto, pk__in=decided.filter(author__in=reached).values("example"))


def _assigned(_project: Project, person: str) -> Q:
    return Q(assignee=None) if person.casefold() in NOBODY else _named("assignee__", person)


def _named(prefix: str, person: str) -> Q:
    names = ("username", "first_name", "last_name")
    return Q(*((f"{prefix}{name}__icontains", person) for name in names), _connector=Q.OR)


def _read_surely(project: Project, percent: Numbers) -> Q:
    """How sure recognition was of the words it was drafted from; what was never recognised is not found."""
    bounds = ((f"passage__confidence__{comparison}", number) for comparison, number in percent.bounds)
    return _few(project, Q(*bounds))


def _of_tokens(project: Project, wanted: Numbers) -> Q:
    """An estimate, as where no tokenizer is installed: the length is what an index knows."""
    per_token = tokens.characters_per_token(project.language)
    bounds = (each for comparison, number in wanted.bounds for each in _whole(comparison, number))
    return _few(project, Q(*(compare(LENGTH, number * per_token) for compare, number in bounds)))


def _whole(comparison: str, number: float) -> Iterator[tuple[type[Lookup[Any]], int]]:
    """Parts of a token count as one, so that a text has more than so many or no more."""
    if comparison in ("gt", "gte", "exact"):
        yield GreaterThan, floor(number) if comparison == "gt" else ceil(number) - 1
    if comparison in ("lt", "lte", "exact"):
        yield LessThanOrEqual, ceil(number) - 1 if comparison == "lt" else floor(number)


def _changed_before(project: Project, day: date) -> Q:
    return _few(project, Q(changed_at__lt=_beginning(day)))


def _changed_after(project: Project, day: date) -> Q:
    return _few(project, Q(changed_at__gte=_beginning(day)))


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


CONDITIONS: dict[str, Callable[[Project, Any], Q]] = {
    "status": lambda _project, status: Q(status=status),
    "label": _with_label,
    "collection": _collected,
    "doc": lambda _project, name: Q(document__name__icontains=name),
    "by": _by,
    "assigned": _assigned,
    "practice": lambda _project, answer: Q(known_answer__isnull=answer == "no"),
    "flag": _flagged,
    "conf": _read_surely,
    "tokens": _of_tokens,
    "before": _changed_before,
    "after": _changed_after,
}
