"""What follows from a person's decision on an example."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.annotate.edits import Edit, Outcome, begin_among, is_finished, keep, keep_draft, locked, write
from curation.annotate.rows import live_versions
from curation.examples.models import Example, Version
from curation.examples.models.writing import Writing
from curation.examples.states import MOVES, Action, Decision, Status
from curation.examples.turns import as_text
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
        return decide_held(locked(example), user, choice, edit)


def decide_held(example: Example, user: User, choice: Choice, edit: Edit | None) -> tuple[Version, Outcome]:
    """The same in a transaction that holds the example's row."""
    versions = live_versions(example)
    version = begin_among(versions, example, user)
    if version.decision:
        return version, keep(version, edit) if edit else Outcome.KEPT
    outcome = record(version, choice, edit)
    if outcome is not Outcome.KEPT:
        return version, outcome
    if is_finished(example, user):
        _finish_late(example, version, by=user)
        return version, Outcome.LATE
    others = [each for each in versions if each != version and each.decision == Decision.SUBMIT]
    _move_on(example, version, others, by=user)
    return version, outcome


def record(version: Writing, choice: Choice, edit: Edit | None) -> Outcome:
    """Write the decision on what is undecided yet, with its text if that came along."""
    decision: dict[str, Any] = {"decision": choice.decision, "reason": choice.reason, "decided_at": Now()}
    if choice.note:
        decision["note"] = choice.note
    if edit is None:
        keep_draft(version, **decision)
        version.refresh_from_db()
        return Outcome.KEPT
    outcome = write(version, edit, **decision)
    if outcome is Outcome.KEPT and not version.decision:
        keep_draft(version, **decision)  # a later save of the same session came first
        version.refresh_from_db()
    return outcome


def _move_on(example: Example, version: Version, others: list[Version], *, by: User) -> None:
    """`others`: what other people submitted."""
    answered: dict[str, Any] = {"assignee": None, "comment": ""}  # what was sent back is answered now
    note = " · ".join(part for part in (version.reason_words, version.note) if part)
    match version.decision:
        case Decision.SUBMIT:
            _submit(example, [*others, version], by, answered)
        case Decision.SKIP if _skips(example) < SKIPS:
            kept = answered if example.comment else {}  # what a manager has assigned stays assigned
            example.put_back(by=by, action=Action.SKIPPED, note=note, **kept)
        case Decision.SKIP:
            example.move(Status.FLAGGED, by=by, action=Action.SKIPPED, note=note, **answered)
        case Decision.REJECT:
            example.move(Status.REJECTED, by=by, action=Action.REJECTED, note=note, **answered)
        case Decision.FLAG:
            example.move(Status.FLAGGED, by=by, action=Action.FLAGGED, note=note, **answered)


def _skips(example: Example) -> int:
    return example.versions.filter(decision=Decision.SKIP).values("author").distinct().count()


def _submit(example: Example, submitted: list[Version], by: User, answered: dict[str, Any]) -> None:
    needed = example.project.versions_needed
    if len(submitted) < needed:
        example.put_back(by=by, action=Action.SUBMITTED, **answered)
        return
    if len(submitted) > 1 and len({_answer(each) for each in submitted}) > 1:
        example.move(Status.DISPUTED, by=by, action=Action.SUBMITTED, **answered)
        return
    to = Status.AGREED if needed > 1 else Status.SUBMITTED
    example.move(to, by=by, action=Action.SUBMITTED, **answered)
    if not example.project.needs_sign_off(example.pk):
        _make_final(example, submitted[-1])


def _make_final(example: Example, version: Version) -> None:
    """Nobody need sign it off: the product itself makes it final, so that its author can still undo."""
    signature = fingerprint(version.prompt, version.completion)
    example.make_final(version.prompt, version.completion, list(version.labels.all()), by=None, signature=signature)


def _answer(version: Version) -> tuple[str, str, str, frozenset[int]]:
    """Versions with equal answers are alike: white space at line ends and around the text does not count."""
    prompt, completion = (
        "\n".join(line.rstrip() for line in text.strip().splitlines()) for text in (version.prompt, version.completion)
    )
    return prompt, completion, as_text(version.turns), frozenset(label.pk for label in version.labels.all())


def _finish_late(example: Example, version: Version, *, by: User) -> None:
    """Someone else finished it first: the text stays beside theirs, and a different answer is a dispute."""
    others = example.versions.submitted().exclude(pk=version.pk).prefetch_related("labels")
    differs = any(_answer(other) != _answer(version) for other in others)
    if version.decision == Decision.SUBMIT and differs and Status.DISPUTED in MOVES[Status(example.status)]:
        example.move(Status.DISPUTED, by=by, action=Action.SUBMITTED)
    else:
        example.record(ACTIONS[Decision(version.decision)], by=by)
