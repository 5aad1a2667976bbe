"""What each change of many examples does to one of them, in the way that a single decision does it, and its undoing."""

from collections.abc import Callable
from typing import Any

from curation.errors import Conflict
from curation.examples.models import BulkChange, Example, Version
from curation.examples.models.bulk import Left, What
from curation.examples.reopening import reopen, restore_decisions
from curation.examples.states import FOR_REVIEW, Action, Decision, RejectReason, Status
from curation.projects.models import Label
from curation.review import settling

SETTLED = (Status.FINAL, Status.REJECTED)
# Moves leave these as decided; undoing puts them back as they were.
KEPT = (
    "comment", "source_changed", "final_prompt", "final_completion", "final_context", "signature",
)  # fmt: skip


class StaysError(Conflict):
    """The example is not fit for the change."""

    def __init__(self, why: Left) -> None:
        super().__init__(str(why.label))
        self.why = why


def remembered(example: Example) -> dict[str, Any]:
    """All that a change may take away."""
    labels = list(example.labels.values_list("pk", flat=True))
    kept = {name: getattr(example, name) for name in KEPT}
    return kept | {"status": example.status, "assignee_id": example.assignee_id, "labels": labels}


def apply(example: Example, change: BulkChange) -> None:
    """Change the example, whose row is held; raise StaysError where it is not fit for that."""
    if example.is_in_progress and example.leased_by_id != change.made_by_id:
        raise StaysError(Left.HELD)
    CHANGES[What(change.what)](example, change)


def _label(example: Example, change: BulkChange) -> None:
    label, labels = change.label, _labels_of_final(example)
    if label is None or label in labels:
        raise StaysError(Left.SAME)
    others = [each for each in labels if label.group.many or each.group_id != label.group_id]
    example.relabel([*others, label], by=change.made_by, action=Action.LABELLED, note=f"+ {label}")


def _unlabel(example: Example, change: BulkChange) -> None:
    label, labels = change.label, _labels_of_final(example)
    if label is None or label not in labels:
        raise StaysError(Left.SAME)
    others = [each for each in labels if each != label]
    if label.group.required and not any(each.group_id == label.group_id for each in others):
        raise StaysError(Left.NEEDED)
    example.relabel(others, by=change.made_by, action=Action.LABELLED, note=f"− {label}")


def _labels_of_final(example: Example) -> list[Label]:
    if example.status != Status.FINAL:
        raise StaysError(Left.NOT_FINAL)
    return list(example.labels.all())


def _review(example: Example, change: BulkChange) -> None:
    if example.status != Status.DRAFTED:
        raise StaysError(Left.SETTLED if example.status in SETTLED else Left.IN_REVIEW)
    answered: dict[str, Any] = {"assignee": None, "comment": ""}
    example.move(Status.FLAGGED, by=change.made_by, action=Action.TO_REVIEW, note=change.note, **answered)


def _send_back(example: Example, change: BulkChange) -> None:
    if example.status not in FOR_REVIEW:
        raise StaysError(Left.SETTLED if example.status in SETTLED else Left.NOT_IN_REVIEW)
    settling.send_back(example, change.note, to=_last_written(example), by=change.made_by)


def _last_written(example: Example) -> Version | None:
    written = example.versions.decided().exclude(decision=Decision.SKIP)
    return written.select_related("author").order_by("-decided_at").first()


def _reopen(example: Example, change: BulkChange) -> None:
    if example.status not in SETTLED:
        raise StaysError(Left.NOT_SETTLED)
    reopen(example, by=change.made_by, note=change.note)


def _reject(example: Example, change: BulkChange) -> None:
    if example.status in SETTLED:
        raise StaysError(Left.SAME if example.status == Status.REJECTED else Left.SETTLED)
    settling.reject(example, RejectReason(change.reason), change.note, by=change.made_by)


def _collect(example: Example, change: BulkChange) -> None:
    collection = change.collection
    if example.status != Status.FINAL:
        raise StaysError(Left.UNFINISHED)
    if collection is None or collection.holds(example):
        raise StaysError(Left.SAME)
    collection.examples.add(example)
    example.record(Action.COLLECTED, by=change.made_by, note=str(collection))


def _take_out(example: Example, change: BulkChange) -> None:
    collection = change.collection
    if collection is None or not collection.holds(example):
        raise StaysError(Left.SAME)
    collection.examples.remove(example)
    example.record(Action.TAKEN_OUT, by=change.made_by, note=str(collection))


CHANGES: dict[What, Callable[[Example, BulkChange], None]] = {
    What.LABEL: _label,
    What.UNLABEL: _unlabel,
    What.COLLECT: _collect,
    What.TAKE_OUT: _take_out,
    What.REVIEW: _review,
    What.SEND_BACK: _send_back,
    What.REOPEN: _reopen,
    What.REJECT: _reject,
}
# Each is undone by the other, whatever became of the example since: its texts are not touched.
OPPOSITES = {What.COLLECT: What.TAKE_OUT, What.TAKE_OUT: What.COLLECT}


def take_back(example: Example, before: dict[str, Any], version: int, change: BulkChange) -> None:
    """Put the example back as it was; raise StaysError when anything was done with it since."""
    undone = What(change.undoes.what) if change.undoes else What.UNDO
    if undone in OPPOSITES:
        CHANGES[OPPOSITES[undone]](example, change)
        return
    if example.version != version:
        raise StaysError(Left.CHANGED)
    labels = list(Label.objects.filter(pk__in=before["labels"]))
    if undone in (What.LABEL, What.UNLABEL):
        example.relabel(labels, by=change.made_by, action=Action.UNDONE)
        return
    kept = {name: before[name] for name in (*KEPT, "assignee_id")}
    to = Status(before["status"])
    if example.status != Status.DRAFTED:
        example.move(Status.DRAFTED, by=change.made_by, action=Action.UNDONE, **kept)
    elif not restore_decisions(example):
        raise StaysError(Left.CHANGED)
    if to != Status.DRAFTED:
        example.move(to, by=change.made_by, action=Action.UNDONE, **kept)
        example.labels.set(labels)
