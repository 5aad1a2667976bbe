"""What happened to one example, newest first, with names only once they can no longer sway a reviewer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from curation.accounts.models import User
from curation.examples.models import Event, Example, Version
from curation.examples.states import FOR_REVIEW, Action, Decision
from curation.pipeline import diff
from curation.pipeline.diff import Piece

OF_PRACTICE = (Action.PRACTISED, Action.SPARED)
BY_ANNOTATORS = (Action.SUBMITTED, Action.FLAGGED, Action.SKIPPED)


@dataclass(frozen=True, slots=True)
class Written:
    """One version, and how it differs from the draft."""

    version: Version
    author: str
    prompt: list[Piece]
    completion: list[Piece]


@dataclass(frozen=True, slots=True)
class Happened:
    event: Event
    actor: str


def versions(example: Example) -> list[Written]:
    decided = example.versions.exclude(decision__in=["", Decision.SKIP])
    rows = decided.select_related("author").prefetch_related("labels").order_by("-decided_at", "-id")
    return [
        Written(
            version,
            _author(example, version.author),
            diff.words(example.prompt, version.prompt),
            diff.words(example.completion, version.completion),
        )
        for version in rows
    ]


def events(example: Example, *, of_practice: bool = True) -> list[Happened]:
    """Without those of practice, nobody learns from them which answer to learn by heart."""
    rows = example.events.select_related("actor").order_by("-id")
    told = rows if of_practice else rows.exclude(action__in=OF_PRACTICE)
    return [Happened(event, _actor(example, event)) for event in told]


def _actor(example: Example, event: Event) -> str:
    if event.actor is None:
        return "Glosa"
    return _author(example, event.actor) if event.action in BY_ANNOTATORS else str(event.actor)


def _author(example: Example, author: User) -> str:
    return _("An annotator") if example.status in FOR_REVIEW else str(author)
