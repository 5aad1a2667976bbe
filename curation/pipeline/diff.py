"""What changed between two texts, word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["equal", "insert", "delete"]
Change = tuple[Op, str]

# A number with its separators is one word: 1.25 is no "1" that stayed.
TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+|\s+|[^\w\s]")
# difflib takes time with the product of both lengths; a longer stretch is first cut where both texts surely agree.
SMALL = 10_000
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Piece:
    op: Op
    text: str


def words(before: str, after: str) -> list[Piece]:
    """Pieces that give `before` without the inserted ones and `after` without the deleted ones."""
    return _merged(_compare(TOKEN.findall(before), TOKEN.findall(after)))


def changed_share(pieces: Sequence[Piece]) -> float:
    """From 0 (the same) to 1 (nothing kept), by characters other than white space."""
    sizes = Counter[Op]()
    for piece in pieces:
        sizes[piece.op] += len("".join(piece.text.split()))
    changed = sizes["insert"] + sizes["delete"]
    total = changed + 2 * sizes["equal"]
    return changed / total if total else 0.0


def _compare(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    yield "equal", "".join(before[:start])
    yield from _middle(before[start : len(before) - end], after[start : len(after) - end])
    yield "equal", "".join(before[len(before) - end :])


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    pairs = zip(before, after, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def _middle(before: Sequence[str], after: Sequence[str], depth: int = DEPTH) -> Iterator[Change]:
    if len(before) * len(after) <= SMALL:
        yield from _closely(before, after)
        return
    anchors = _anchors(before, after) if depth else []
    if not anchors:
        yield "delete", "".join(before)
        yield "insert", "".join(after)
        return
    at, other_at = 0, 0
    for anchor, other_anchor in [*anchors, (len(before), len(after))]:
        yield from _middle(before[at:anchor], after[other_at:other_anchor], depth - 1)
        yield "equal", "".join(before[anchor : anchor + 1])
        at, other_at = anchor + 1, other_anchor + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Places of words that stand once in each text, in the longest run that has the same order in both."""
    once = {word for word, count in Counter(before).items() if count == 1}
    once &= {word for word, count in Counter(after).items() if count == 1}
    places = {word: at for at, word in enumerate(after) if word in once}
    return _longest_rising([(at, places[word]) for at, word in enumerate(before) if word in once])


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []  # the smallest last place of a run of each length, and which pair that is
    tops: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        previous.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        tops[length : length + 1] = [index]
    chain = []
    index = tops[-1] if tops else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _closely(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for op, start, end, other_start, other_end in matcher.get_opcodes():
        if op == "equal":
            yield "equal", "".join(before[start:end])
        else:
            yield "delete", "".join(before[start:end])
            yield "insert", "".join(after[other_start:other_end])


def _merged(changes: Iterator[Change]) -> list[Piece]:
    """Neighbours of one kind joined. White space kept between two changes belongs to both: fewer, longer marks."""
    pieces: list[Piece] = []
    deleted = inserted = space = ""
    for op, text in changes:
        if op == "equal" and text and (not text.isspace() or not (deleted or inserted)):
            pieces += _change(deleted, inserted)
            pieces.append(Piece("equal", space + text))
            deleted = inserted = space = ""
        elif op == "equal":
            space += text
        elif text:
            deleted += space + text if op == "delete" else space
            inserted += space + text if op == "insert" else space
            space = ""
    return _joined([*pieces, *_change(deleted, inserted), *([Piece("equal", space)] if space else [])])


def _change(deleted: str, inserted: str) -> Iterator[Piece]:
    if deleted:
        yield Piece("delete", deleted)
    if inserted:
        yield Piece("insert", inserted)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        before = joined.pop().text if joined and joined[-1].op == piece.op else ""
        joined.append(Piece(piece.op, before + piece.text))
    return joined
