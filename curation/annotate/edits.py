"""Saving what a person types: the newest text of an editing session wins, another session's is never overwritten."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db import transaction

from curation.accounts.models import User
from curation.annotate import claims
from curation.examples.models import Example, Version
from curation.examples.states import Status
from curation.projects.models import labels_of


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


def save(example: Example, user: User, edit: Edit) -> tuple[Version, Outcome]:
    """Keep the text; safe to be repeated and to arrive late."""
    with transaction.atomic():
        example = locked(example)
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
    """The person's live version, begun from the draft with the label that it suggests."""
    if version := example.versions.live().filter(author=user).first():
        return version
    version = example.versions.create(author=user, prompt=example.prompt, completion=example.completion)
    if example.suggested_label:
        version.labels.set([label for label in labels_of(example.project) if example.suggests(label)])
    return version


def is_finished(example: Example, user: User) -> bool:
    """Whether the example is no longer this person's to settle."""
    return example.status != Status.DRAFTED or example.assignee_id not in (None, user.pk)


def keep(version: Version, edit: Edit) -> Outcome:
    if version.decision and version.session == edit.session:
        return Outcome.KEPT  # late mail of the session that has decided
    if version.decision:
        _set_aside(version, edit)
        return Outcome.SETTLED
    written = {name: getattr(edit, name) for name in ("prompt", "completion", "session", "sequence", "seen", "seconds")}
    if not version.save_text(**written):
        return Outcome.CONFLICT
    if version.sequence == edit.sequence:
        version.labels.set(edit.labels)
        Version.objects.filter(pk=version.pk).update(note=edit.note)
    return Outcome.KEPT


def _set_aside(version: Version, edit: Edit) -> None:
    text = {"prompt": edit.prompt, "completion": edit.completion, "note": edit.note}
    beside: dict[str, Any] = {
        "example": version.example,
        "author": version.author,
        "session": edit.session,
        "live": False,
    }
    Version.objects.update_or_create(**beside, defaults=text)
