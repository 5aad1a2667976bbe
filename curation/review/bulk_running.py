"""Carrying out a change of many examples, a few at a time, so that it may be cut off anywhere and go on later."""

from math import inf
from time import monotonic

from django.db import transaction

from curation.examples.errors import IllegalMove
from curation.examples.models import BulkChange, BulkExample, Example
from curation.examples.models.bulk import CHANGED, Left, State
from curation.review import bulk
from curation.review.bulk import StaysError
from curation.runs import ending_in_a_state

TOGETHER = 50  # between two signs of life


def run(pk: int, *, seconds: float = inf) -> bool:
    """Carry out what is left of it, for so long; True when some is left then. Leave quietly when another run has it."""
    change = BulkChange.objects.claim(pk)
    if change is None:
        return False

    def end(_error: Exception) -> bool:
        change.advance(state=State.FAILED, token=None)
        return False

    with ending_in_a_state(f"bulk change {pk}", end):
        until = monotonic() + seconds
        while waiting := list(change.examples.filter(outcome="").order_by("example")[:TOGETHER]):
            if monotonic() >= until:
                change.advance(state=State.WAITING, token=None)
                return True
            for row in waiting:
                _one(change, row)
            change.beat()
        change.finish()
    return False


def _one(change: BulkChange, row: BulkExample) -> None:
    """One example in a transaction of its own: it is changed and says so, or neither."""
    with transaction.atomic():
        example = Example.objects.select_related("project").select_for_update(of=("self",)).get(pk=row.example_id)
        before = bulk.remembered(example)
        try:
            if example.project_id != change.project_id:
                raise StaysError(Left.GONE)
            with transaction.atomic():
                _change(change, row, example)
        except StaysError as error:
            row.settle(error.why)
        except IllegalMove:
            row.settle(Left.CHANGED)
        else:
            row.settle(CHANGED, before=before, version=example.version)


def _change(change: BulkChange, row: BulkExample, example: Example) -> None:
    if change.undoes is None:
        bulk.apply(example, change)
        return
    done = change.undoes.examples.get(example=row.example_id)
    bulk.take_back(example, done.before, done.version, change)
