"""A word that was put right in a source, put right in the texts that were written from it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curation.pipeline import diff

BEFORE = re.compile(r"(\w+)\W*$")
AFTER = re.compile(r"\W*(\w+)")
NEAR = 60  # characters in which a neighbour is looked for
AROUND = 24  # characters on each side that tell one place of a text from another


class Hunk(NamedTuple):
    """A change with as much around it as tells where it belongs: `find` stands once in the text."""

    find: str
    replace: str


@dataclass(frozen=True, slots=True)
class Patch:
    """`old` became `new`; with neighbours, only where the same ones stand beside it."""

    old: str
    new: str
    left: str = ""
    right: str = ""

    def applied_to(self, text: str) -> str:
        if not self.old or self.old == self.new:
            return text
        return _as_word(self.old).sub(lambda found: self.new if self._belongs(text, found) else found[0], text)

    def _belongs(self, text: str, found: re.Match[str]) -> bool:
        left, right = _neighbours(text, *found.span())
        if left and self.left:
            return left == self.left
        return not self.right or right == self.right


def _as_word(text: str) -> re.Pattern[str]:
    """As a whole word or number: 54 does not stand in 1954, nor in 54.50."""
    return re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(text)}(?!\w)(?![.,]\d)")


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    before, after = BEFORE.search(text[max(0, start - NEAR) : start]), AFTER.match(text[end : end + NEAR])
    return before[1].casefold() if before else "", after[1].casefold() if after else ""


def patch(source: str, start: int, end: int, new: str, *, within: Sequence[tuple[int, int]]) -> Patch:
    """What became of `source[start:end]`, for texts written from the pieces of the source that `within` bounds.

    A word that stands there once is meant wherever it is found again; of several, the one beside the same neighbours.
    """
    old = source[start:end]
    while old and new and old[0] == new[0] and not old[0].isalnum():
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1] and not old[-1].isalnum():
        old, new = old[:-1], new[:-1]
    if sum(len(_as_word(old).findall(source[a:b])) for a, b in within) <= 1:
        return Patch(old, new)
    return Patch(old, new, *_neighbours(source, start, end))


def hunks(before: str, after: str) -> list[Hunk]:
    """The changes between two texts, each to be made by itself in a text that may have changed elsewhere."""
    return [_hunk(before, *change) for change in _changes(before, after)]


def _hunk(before: str, start: int, end: int, new: str) -> Hunk:
    for around in (0, AROUND // 2, AROUND, 2 * AROUND, len(before)):
        first, last = max(0, start - around), min(len(before), end + around)
        find = before[first:last]
        if find and before.count(find) == 1:
            break
    return Hunk(find, before[first:start] + new + before[end:last])


def _changes(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    at, deleted, inserted = 0, 0, ""
    for piece in [*diff.words(before, after), diff.Piece("equal", "")]:
        if piece.op == "delete":
            deleted += len(piece.text)
        elif piece.op == "insert":
            inserted += piece.text
        else:
            if deleted or inserted:
                yield at, at + deleted, inserted
            at += deleted + len(piece.text)
            deleted, inserted = 0, ""
