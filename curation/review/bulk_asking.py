"""Asking for a change of many examples, and for its undoing."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from curation.accounts.models import User
from curation.celery import ring
from curation.errors import Conflict
from curation.examples.models import BulkChange, BulkExample, Example
from curation.examples.models.bulk import CHANGED, What
from curation.examples.models.example import ExampleQuerySet
from curation.review import bulk_running, tasks

AT_ONCE = 200  # examples that a person waits for; more are a worker's


class NoUndo(Conflict):
    """Raised with the sentence that says why."""


def start(change: BulkChange, examples: ExampleQuerySet) -> BulkChange:
    """Store the change with the examples as they are found now; few are changed at once."""
    with transaction.atomic():
        change.save(force_insert=True)
        _list(change, examples)
    return _begin(change)


def undo(change: BulkChange, *, by: User) -> BulkChange:
    """Take back what it changed and nobody has worked on since."""
    if not change.can_be_undone:
        raise NoUndo(_("This can no longer be undone."))
    back = BulkChange(project=change.project, made_by=by, what=What.UNDO, undoes=change, collection=change.collection)
    return start(back, Example.objects.filter(pk__in=change.examples.filter(outcome=CHANGED).values("example")))


def _list(change: BulkChange, examples: ExampleQuerySet) -> None:
    sql, parameters = examples.order_by().values_list("pk").query.sql_with_params()
    table = connection.ops.quote_name(BulkExample._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found (id) AS ({sql}) INSERT INTO {table} (change_id, example_id, outcome, before, version) "  # noqa: S608
            "SELECT %s, id, '', '{}', 0 FROM found",
            [*parameters, change.pk],
        )


def _begin(change: BulkChange) -> BulkChange:
    if change.examples.count() <= AT_ONCE:
        bulk_running.run(change.pk)
        change.refresh_from_db()
    else:
        ring(tasks.change_many, change.pk)
    return change
