"""The place of each example in the queue: a stored key, so that handing out the next one is one index seek."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, Coalesce, Now, Round, RowNumber

from curation.documents.models import Document
from curation.examples.models import Example
from curation.projects.models import Project, QueueOrder

AT_ONCE = 100  # documents; others can write in between
SILENT = timedelta(minutes=5)
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


def unordered() -> QuerySet[Project]:
    """Projects whose queue is in another order than their setting says, and that nobody is ordering."""
    free = Q(queue_ordering_since=None) | Q(queue_ordering_since__lt=Now() - SILENT)
    return Project.objects.filter(free).exclude(queue_ordered_by=F("queue_order"))


def order_anew(pk: int) -> None:
    """Bring the whole queue of a project into the order that its setting asks for. Safe to run twice."""
    if not unordered().filter(pk=pk).update(queue_ordering_since=Now()):
        return
    order = Project.objects.values_list("queue_order", flat=True).get(pk=pk)
    try:
        for examples in _slices(pk):
            place(examples, order)
        Project.objects.filter(pk=pk).update(queue_ordered_by=order)
    finally:
        Project.objects.filter(pk=pk).update(queue_ordering_since=None)


def _slices(project: int) -> Iterator[QuerySet[Example]]:
    documents = list(Document.objects.filter(project=project).order_by("pk").values_list("pk", flat=True))
    yield Example.objects.filter(project=project, document=None)
    for at in range(0, len(documents), AT_ONCE):
        yield Example.objects.filter(document__in=documents[at : at + AT_ONCE])
