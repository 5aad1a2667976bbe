"""What follows from a person's decision on an example."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.annotate.edits import Edit, Outcome, begin_version, is_finished, keep, locked
from curation.examples.models import Example, Version
from curation.examples.states import MOVES, Action, Decision, Status
from curation.pipeline.similarity import fingerprint

SKIPS = 3  # by so many people: a reviewer should look
ACTIONS = {
    Decision.SUBMIT: Action.SUBMITTED,
    Decision.REJECT: Action.REJECTED,
    Decision.FLAG: Action.FLAGGED,
    Decision.SKIP: Action.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class Choice:
    decision: Decision
    reason: str = ""
    note: str = ""


def decide(example: Example, user: User, choice: Choice, edit: Edit | None = None) -> tuple[Version, Outcome]:
    """Record the decision with the text it was made on, and move the example along. A repetition changes nothing."""
    with transaction.atomic():
        example = locked(example)
        version = begin_version(example, user)
        outcome = keep(version, edit) if edit else Outcome.KEPT
        if outcome is not Outcome.KEPT or version.decision:
            return version, outcome
        _record(version, choice)
        if is_finished(example, user):
            _finish_late(example, version, by=user)
            return version, Outcome.LATE
        _move_on(example, version, by=user)
    return version, outcome


def _record(version: Version, choice: Choice) -> None:
    fields = {"decision": choice.decision, "reason": choice.reason}
    if choice.note:
        fields["note"] = choice.note
    Version.objects.filter(pk=version.pk).update(decided_at=Now(), **fields)
    version.refresh_from_db()


def _move_on(example: Example, version: Version, *, by: User) -> None:
    Example.objects.filter(pk=example.pk).update(assignee=None, comment="")  # what was sent back is answered now
    note = " · ".join(part for part in (version.reason_words, version.note) if part)
    match version.decision:
        case Decision.SUBMIT:
            _submit(example, by)
        case Decision.SKIP if _skips(example) < SKIPS:
            example.put_back(by=by, action=Action.SKIPPED, note=note)
        case Decision.SKIP:
            example.move(Status.FLAGGED, by=by, action=Action.SKIPPED, note=note)
        case Decision.REJECT:
            example.move(Status.REJECTED, by=by, action=Action.REJECTED, note=note)
        case Decision.FLAG:
            example.move(Status.FLAGGED, by=by, action=Action.FLAGGED, note=note)


def _skips(example: Example) -> int:
    return example.versions.filter(decision=Decision.SKIP).values("author").distinct().count()


def _submit(example: Example, by: User) -> None:
    submitted = list(example.versions.submitted().prefetch_related("labels"))
    needed = example.project.versions_needed
    if len(submitted) < needed:
        example.put_back(by=by, action=Action.SUBMITTED)
        return
    if len({_answer(version) for version in submitted}) > 1:
        example.move(Status.DISPUTED, by=by, action=Action.SUBMITTED)
        return
    example.move(Status.AGREED if needed > 1 else Status.SUBMITTED, by=by, action=Action.SUBMITTED)
    if not example.project.needs_sign_off(example.pk):
        _make_final(example, submitted[-1])


def _make_final(example: Example, version: Version) -> None:
    """Nobody need sign it off: the product itself makes it final, so that its author can still undo."""
    signature = fingerprint(version.prompt, version.completion)
    example.make_final(version.prompt, version.completion, list(version.labels.all()), by=None, signature=signature)


def _answer(version: Version) -> tuple[str, str, frozenset[int]]:
    """Versions with equal answers are alike: white space at line ends and around the text does not count."""
    prompt, completion = (
        "\n".join(line.rstrip() for line in text.strip().splitlines()) for text in (version.prompt, version.completion)
    )
    return prompt, completion, frozenset(label.pk for label in version.labels.all())


def _finish_late(example: Example, version: Version, *, by: User) -> None:
    """Someone else finished it first: the text stays beside theirs, and a different answer is a dispute."""
    others = example.versions.submitted().exclude(pk=version.pk).prefetch_related("labels")
    differs = any(_answer(other) != _answer(version) for other in others)
    if version.decision == Decision.SUBMIT and differs and Status.DISPUTED in MOVES[Status(example.status)]:
        example.move(Status.DISPUTED, by=by, action=Action.SUBMITTED)
    else:
        example.record(ACTIONS[Decision(version.decision)], by=by)
