"""What a person's text changes of the draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from curation.pipeline import diff

REWRITTEN = 0.6  # above this share a word-by-word comparison is no help


@dataclass(frozen=True, slots=True)
class Changes:
    pieces: list[diff.Piece]
    draft: str

    @property
    def is_none(self) -> bool:
        return all(piece.op == "equal" for piece in self.pieces)

    @property
    def is_rewritten(self) -> bool:
        return bool(self.draft.strip()) and diff.changed_share(self.pieces) > REWRITTEN


def between(texts: Iterable[tuple[str, str]]) -> list[Changes]:
    """Of each draft and the text as it is now."""
    return [Changes(diff.words(draft, now), draft) for draft, now in texts]
