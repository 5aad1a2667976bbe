"""The place of each example in the queue: a stored key, so that handing out the next one is one index seek."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, Coalesce, Now, Round, RowNumber

from curation.documents.models import Document
from curation.examples.models import Example
from curation.projects.models import Project, QueueOrder, labels_of

AT_ONCE = 100  # documents; others can write in between
SILENT = timedelta(minutes=5)
UNDER_WAY = "-"  # for the order that the stored one was made for
UNREAD = 1000  # the confidence, in tenths of a percent, of what was never recognised: nothing is surer

KEYS: dict[str, Any] = {
    QueueOrder.OLDEST: Value(0),
    QueueOrder.LEAST_CERTAIN: Round(F("score") * 1000),
    # Everybody's first draft from every document, then everybody's second, and so on.
    QueueOrder.SPREAD: Window(RowNumber(), partition_by=["document", "drafter"], order_by="id"),
    QueueOrder.HARD_TO_READ: Coalesce(Round(F("passage__confidence") * 10), Value(UNREAD)),
}


def place(examples: QuerySet[Example], order: str) -> None:
    """Write the keys of whole documents, or of what has no document, in one statement."""
    wanted = examples.annotate(place=Cast(KEYS[order], BigIntegerField())).order_by().values_list("pk", "place")
    sql, parameters = wanted.query.sql_with_params()
    table = connection.ops.quote_name(Example._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH wanted (id, place) AS ({sql}) UPDATE {table} SET queue_order = wanted.place FROM wanted "  # noqa: S608
            f"WHERE {table}.id = wanted.id AND {table}.queue_order <> wanted.place",
            parameters,
        )


def place_new(project: Project, examples: QuerySet[Example]) -> None:
    """Give examples just made their place; the oldest-first order needs none."""
    if project.queue_order != QueueOrder.OLDEST:
        place(examples, project.queue_order)
    if project.queue_by_label:
        keep(examples, _kept_names(project))


def keep(examples: QuerySet[Example], labels: dict[str, int]) -> None:
    """Leave what suggests one of `labels`, by name, to the people of that label, and all else to everybody."""
    suggested = examples.exclude(suggested_label="").order_by().values_list("suggested_label", flat=True).distinct()
    kept: dict[int, list[str]] = defaultdict(list)
    for name in suggested if labels else []:
        if name.casefold() in labels:
            kept[labels[name.casefold()]].append(name)
    for label, names in kept.items():
        theirs = examples.filter(suggested_label__in=names)
        theirs.filter(Q(for_label=None) | ~Q(for_label=label)).update(for_label=label)
    rest = examples.exclude(for_label=None)
    rest.exclude(suggested_label__in=[name for names in kept.values() for name in names]).update(for_label=None)


def _kept_names(project: Project) -> dict[str, int]:
    """The labels that have people, by each name a draft may know them by."""
    if not project.queue_by_label:
        return {}
    labels = labels_of(project).filter(people__isnull=False).distinct()
    names = [(name, label.pk) for label in labels for name in (label.export_as, label.name) if name]
    return {name.casefold(): pk for name, pk in reversed(names)}


def unordered() -> QuerySet[Project]:
    """Projects whose queue is in another order than their setting says, and that nobody is ordering."""
    free = Q(queue_ordering_since=None) | Q(queue_ordering_since__lt=Now() - SILENT)
    return Project.objects.filter(free).exclude(queue_ordered_by=F("queue_order"))


def order_anew(pk: int) -> None:
    """Bring the whole queue of a project into the order that its setting asks for. Safe to run twice."""
    if not unordered().filter(pk=pk).update(queue_ordering_since=Now(), queue_ordered_by=UNDER_WAY):
        return
    project = Project.objects.get(pk=pk)
    names = _kept_names(project)
    try:
        for examples in _slices(pk):
            place(examples, project.queue_order)
            keep(examples, names)
        as_begun = Project.objects.filter(pk=pk, queue_ordered_by=UNDER_WAY)  # else the settings have changed since
        as_begun.update(queue_ordered_by=project.queue_order)
    finally:
        Project.objects.filter(pk=pk).update(queue_ordering_since=None)


def _slices(project: int) -> Iterator[QuerySet[Example]]:
    documents = list(Document.objects.filter(project=project).order_by("pk").values_list("pk", flat=True))
    yield Example.objects.filter(project=project, document=None)
    for at in range(0, len(documents), AT_ONCE):
        yield Example.objects.filter(document__in=documents[at : at + AT_ONCE])
