"""Versions side by side: which letter each has, and the words in which they differ."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from string import ascii_uppercase

from curation.examples.models import Example, Version
from curation.examples.states import Decision
from curation.examples.turns import as_text
from curation.pipeline import diff
from curation.pipeline.diff import Piece
from curation.projects.models import Label

Pieces = list[Piece]
LETTERS = ascii_uppercase


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one pair of texts to another."""

    prompt: Pieces
    completion: Pieces
    turns: Pieces = field(default_factory=list)  # before the prompt, in a conversation

    @property
    def places(self) -> int:
        return sum(_places(pieces) for pieces in (self.turns, self.prompt, self.completion))


@dataclass(frozen=True, slots=True)
class Card:
    """One version as the reviewer sees it, its author's name left out."""

    version: Version
    letter: str
    key: str
    labels: list[tuple[Label, bool]]  # and whether another version does without it
    from_draft: Difference
    from_other: Difference | None = None
    other: str = ""

    @property
    def can_be_chosen(self) -> bool:
        return bool(self.version.decision != Decision.REJECT and self.version.completion)


def between(before: Example | Version, after: Version) -> Difference:
    drafted = before.context if isinstance(before, Example) else before.turns
    return Difference(
        diff.words(before.prompt, after.prompt),
        diff.words(before.completion, after.completion),
        diff.words(as_text(drafted), as_text(after.turns)),
    )


def shuffled(versions: Sequence[Version]) -> list[Version]:
    """In an order that does not follow who was first, and is the same each time."""
    return sorted(versions, key=lambda each: hashlib.sha256(f"{each.example_id} {each.pk}".encode()).digest())


def cards(example: Example) -> list[Card]:
    """A card for each decided version."""
    decided = example.versions.decided().exclude(decision=Decision.SKIP)
    versions = shuffled(list(decided.prefetch_related("labels")))
    chosen = [{label.pk for label in version.labels.all()} for version in versions]
    shared = set.intersection(*chosen) if chosen else set()
    return [_card(example, versions, index, shared) for index in range(len(versions))]


def _card(example: Example, versions: list[Version], index: int, shared: set[int]) -> Card:
    version = versions[index]
    other = 0 if index else 1  # all are compared with A, and A with B
    alone = len(versions) == 1
    return Card(
        version=version,
        letter=LETTERS[index],
        key=str(index + 1),
        labels=[(label, label.pk not in shared) for label in version.labels.all()],
        from_draft=between(example, version),
        from_other=None if alone else between(versions[other], version),
        other="" if alone else LETTERS[other],
    )


def _places(pieces: Pieces) -> int:
    return sum(changed for changed, _ in groupby(piece.op != "equal" for piece in pieces))
