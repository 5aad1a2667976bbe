"""Where a piece of a text stands after the text was read anew, or after one place in it was put right."""

from collections.abc import Iterator
from dataclasses import dataclass

from curation.pipeline import diff

KEPT = 0.5  # of the piece's characters must still be there; with less, the place is a guess


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stayed (`kept`), or what was put in the place of something: `before[start:end]` is `after[to:to_end]`."""

    start: int
    end: int
    to: int
    to_end: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Substitution:
    """`text` was put in the place of `before[start:end]`; everything else stayed."""

    start: int
    end: int
    text: str

    def made_in(self, before: str) -> str:
        return before[: self.start] + self.text + before[self.end :]

    def touches(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    def of(self, start: int, end: int) -> tuple[int, int]:
        """The place of `before[start:end]`; a piece that ends or begins within the change takes all of it."""
        longer = len(self.text) - (self.end - self.start)
        first = start + longer if start >= self.end else min(start, self.start)
        last = end if end <= self.start else max(end, self.end) + longer
        return first, last


class Relocation:
    """From places in one text to places in another; the comparison is made once for all of them."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before, after
        self._stretches = list(_stretches(before, after))

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """The place of `before[start:end]`, found by what surrounds it, else by its words; None when it is gone."""
        inside = [each for each in self._stretches if each.start < end and start < each.end]
        kept = sum(min(end, each.end) - max(start, each.start) for each in inside if each.kept)
        if kept and kept >= KEPT * (end - start):
            first, last = inside[0], inside[-1]
            return (
                first.to + (max(start - first.start, 0) if first.kept else 0),
                last.to_end - (max(last.end - end, 0) if last.kept else 0),
            )
        return self._verbatim(start, end)

    def kept(self, start: int, end: int) -> tuple[int, int] | None:
        """The place of `before[start:end]` if it stayed as it was, letter for letter, amid what surrounds it."""
        for each in self._stretches:
            if each.kept and each.start <= start and end <= each.end:
                return each.to + start - each.start, each.to + end - each.start
        return None

    def _verbatim(self, start: int, end: int) -> tuple[int, int] | None:
        piece = self._before[start:end]
        at = self._after.find(piece) if piece.strip() else -1
        return (at, at + len(piece)) if at >= 0 else None


def _stretches(before: str, after: str) -> Iterator[Stretch]:
    at = to = 0
    deleted = inserted = 0
    for piece in diff.words(before, after):
        if piece.op == "delete":
            deleted += len(piece.text)
        elif piece.op == "insert":
            inserted += len(piece.text)
        else:
            if deleted or inserted:
                yield Stretch(at, at + deleted, to, to + inserted, kept=False)
            at, to = at + deleted, to + inserted
            deleted = inserted = 0
            yield Stretch(at, at + len(piece.text), to, to + len(piece.text), kept=True)
            at, to = at + len(piece.text), to + len(piece.text)
    if deleted or inserted:
        yield Stretch(at, at + deleted, to, to + inserted, kept=False)
