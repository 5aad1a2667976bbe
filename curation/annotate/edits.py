"""Saving what a person types: the newest text of an editing session wins, another session's is never overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db import transaction

from curation.accounts.models import User
from curation.annotate import claims
from curation.annotate.rows import live_versions
from curation.examples.models import Example, Version
from curation.examples.models.writing import Writing
from curation.examples.states import Status
from curation.examples.turns import Turns
from curation.projects.models import labels_of

WRITTEN = ("prompt", "completion", "session", "sequence", "seen", "seconds")


class Outcome(Enum):
    KEPT = auto()
    CONFLICT = auto()  # another editing session of the same person has written since this one began
    LATE = auto()  # someone else finished the example; the text is kept as a version beside theirs
    SETTLED = auto()  # the person has decided it in another tab; the text is set aside in the history


@dataclass(frozen=True, slots=True)
class Edit:
    """What one request of an editing session carries."""

    prompt: str
    completion: str
    labels: tuple[int, ...]
    note: str
    session: str
    sequence: int
    seen: int  # the version's revision that this session began with
    seconds: int
    context: Turns | None = None  # the turns of a conversation; None where they are not edited


def save(example: Example, user: User, edit: Edit) -> tuple[Version, Outcome]:
    """Keep the text; safe to be repeated and to arrive late."""
    with transaction.atomic():
        return save_held(locked(example), user, edit)


def save_held(example: Example, user: User, edit: Edit) -> tuple[Version, Outcome]:
    """The same in a transaction that holds the example's row."""
    version = begin_version(example, user)
    outcome = keep(version, edit)
    undecided = outcome is Outcome.KEPT and not version.decision
    if undecided and not claims.claim(example, user) and is_finished(example, user):
        outcome = Outcome.LATE
    return version, outcome


def locked(example: Example) -> Example:
    """The example as it is now, so that nobody else settles it in the meantime."""
    return Example.objects.select_related("project").select_for_update(of=("self",)).get(pk=example.pk)


def begin_version(example: Example, user: User) -> Version:
    """The person's live version, else one begun from the draft, which is not stored yet."""
    return begin_among(live_versions(example, user), example, user)


def begin_among(versions: Iterable[Version], example: Example, user: User) -> Version:
    """The same, of versions at hand."""
    if version := next((each for each in versions if each.author_id == user.pk), None):
        return version
    return Version(example=example, author=user, prompt=example.prompt, completion=example.completion)


def is_finished(example: Example, user: User) -> bool:
    """Whether the example is no longer this person's to settle."""
    return example.status != Status.DRAFTED or example.assignee_id not in (None, user.pk)


def keep(version: Version, edit: Edit, **decision: Any) -> Outcome:
    """Write the text, and the decision with it, unless another session or a later save was first."""
    if version.decision and version.session == edit.session:
        return Outcome.KEPT  # late mail of the session that has decided
    if version.decision:
        _set_aside(version, edit)
        return Outcome.SETTLED
    return write(version, edit, **decision)


def write(version: Writing, edit: Edit, **decision: Any) -> Outcome:
    """The same for what is known to be undecided."""
    written = {name: getattr(edit, name) for name in WRITTEN}
    if edit.context is not None:
        written["context"] = edit.context
    is_new = version.pk is None
    if not version.save_text(**written, **{"note": edit.note} | decision):
        return Outcome.KEPT if version.session == edit.session else Outcome.CONFLICT
    if edit.labels or not is_new:
        version.choose(edit.labels)
    return Outcome.KEPT


def keep_draft(version: Writing, **decision: Any) -> None:
    """Record a decision that came without a text: on the person's text as it was saved, or on the draft."""
    is_new = version.pk is None
    version.save_decision(**decision)
    if is_new and version.example.suggested_label:
        found = [label for label in labels_of(version.example.project) if version.example.suggests(label)]
        version.labels.set(found)


def _set_aside(version: Version, edit: Edit) -> None:
    text = {"prompt": edit.prompt, "completion": edit.completion, "context": edit.context, "note": edit.note}
    beside: dict[str, Any] = {
        "example": version.example,
        "author": version.author,
        "session": edit.session,
        "live": False,
        "decision": "",  # what was decided in that session, and reopened since, stays as it was
    }
    Version.objects.update_or_create(**beside, defaults=text)
