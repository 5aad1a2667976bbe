"""Lines of words with boxes -> the text of a page, its words and its blocks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from curation.pipeline.reading.tables import CELL
from curation.pipeline.types import Block, BlockKind, Word

BULLET = "•"
BULLETS = "•●▪■◦‣⁃∙"  # which no heading begins with, as it may with a number
LIST_MARK = re.compile(rf"(?:[{BULLETS}·*\-–—]|\(?\d{{1,3}}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{{1,5}}[.)])$")
LONGEST_HEADING = 160  # characters
LARGER = 1.15  # than the body: a heading, where the file tells letter sizes
CLEARLY_LARGER = 1.3  # the same where sizes are measured on a picture
LEVELS = ((1.7, 1), (1.35, 2))  # how much larger than the body -> level; what is smaller is level 3


class Token(NamedTuple):
    """One word as it stands on the page picture."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: int | None = None
    glued: bool = False  # no space before it
    borders: int = 0  # of table cells, right before it; without text it only ends a row of empty cells


class Line(NamedTuple):
    tokens: Sequence[Token]
    size: float  # of its letters, in any unit that is one for the page; 0 when unknown
    bold: bool
    begins: bool | None  # a paragraph; None when that is to be found out
    left: float
    top: float
    right: float
    bottom: float
    told: tuple[BlockKind, int] | None = None  # what the file itself says the line is, and its level

    @classmethod
    def of(cls, tokens: Sequence[Token], size: float, bold: bool = False, *, begins: bool | None = None) -> "Line":
        top, bottom = min([token.top for token in tokens]), max([token.bottom for token in tokens])
        return cls(tokens, size, bold, begins, tokens[0].left, top, tokens[-1].right, bottom)


@dataclass(slots=True)
class Group:
    kind: BlockKind
    level: int
    lines: list[Line]


def compose(lines: Iterable[Line], larger: float = LARGER) -> tuple[str, tuple[Word, ...], tuple[Block, ...]]:
    """Text with a newline after each line and an empty line between blocks; words and blocks point into it."""
    pieces: list[str] = []
    words: list[Word] = []
    blocks: list[Block] = []
    at = 0
    for group in _groups(list(lines), larger):
        if blocks:
            pieces.append("\n\n")
            at += 2
        start = at
        gap = ""
        for line in group.lines:
            for token in line.tokens:
                if token.borders:
                    gap = gap.strip(" ") + CELL * token.borders
                if gap and not token.glued:
                    pieces.append(gap)
                    at += len(gap)
                if token.text:
                    pieces.append(token.text)
                    words.append(_word(token, at, at + len(token.text)))
                    at += len(token.text)
                gap = " "
            gap = "\n"
        blocks.append(Block(group.kind, start, at, group.level))
    return "".join(pieces), tuple(words), tuple(blocks)


def _word(token: Token, start: int, end: int) -> Word:
    _, left, top, right, bottom, confidence, _, _ = token  # as `*_` it would take twice as long
    x, y = int(left) if left > 0 else 0, int(top) if top > 0 else 0
    width, height = int(right + 0.5) - x, int(bottom + 0.5) - y
    return Word._make((start, end, x, y, width if width > 0 else 1, height if height > 0 else 1, confidence))


def _groups(lines: list[Line], larger: float) -> Iterator[Group]:
    body = body_size(lines)
    leading = _leading(lines)
    group: Group | None = None
    before: Line | None = None
    for line in lines:
        kind, level = _kind(line, body, larger)
        if group and before and _continues(group, before, line, kind, leading):
            group.lines.append(line)
        else:
            if group:
                yield _settled(group)
            group = Group(kind, level, [line])
        before = line
    if group:
        yield _settled(group)


def body_size(lines: Sequence[Line]) -> float:
    """The letter size that most of the page is set in: half of its letters are no larger."""
    sizes = sorted((line.size, sum(len(token.text) for token in line.tokens)) for line in lines if line.size)
    half = sum(letters for _, letters in sizes) / 2
    for size, letters in sizes:
        half -= letters
        if half <= 0:
            return size
    return 0.0


def _leading(lines: list[Line]) -> float:
    """The usual distance from one line to the next, or 0 when the page does not tell."""
    steps = Counter(round(b.top - a.top) for a, b in pairwise(lines) if b.top > a.top)
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _kind(line: Line, body: float, larger: float) -> tuple[BlockKind, int]:
    if line.told:
        return line.told
    first = line.tokens[0].text
    ratio = line.size / body if body else 1.0
    is_larger = ratio >= larger and first not in set(BULLETS)
    if is_larger and any(character.isalpha() for token in line.tokens for character in token.text):
        return BlockKind.HEADING, next((level for least, level in LEVELS if ratio >= least), 3)
    if LIST_MARK.match(first) and len(line.tokens) > 1:
        return BlockKind.LIST_ITEM, 0
    if line.bold and not line.tokens[-1].text.endswith((".", ",", ";")) and ratio > 0.9:
        return BlockKind.HEADING, 3
    return BlockKind.PARAGRAPH, 0


def _continues(group: Group, before: Line, line: Line, kind: BlockKind, leading: float) -> bool:
    """Whether a line belongs to the block of the line before it."""
    if kind is BlockKind.LIST_ITEM or line.begins is not None:
        return kind is not BlockKind.LIST_ITEM and not line.begins
    if abs(line.size - before.size) > 0.1 * before.size:
        return False
    height = before.bottom - before.top
    step = line.top - before.top
    if step < -height / 2 or line.left > before.right or line.right < before.left:  # another column
        in_mid_sentence = before.tokens[-1].text.endswith("-") or line.tokens[0].text[0].islower()
        return kind is group.kind is BlockKind.PARAGRAPH and step < -height and in_mid_sentence
    near = max(1.45 * leading, 1.2 * height) if leading > 0.8 * height else 1.8 * height
    return step <= near and _fits(group, before, line, kind)


def _fits(group: Group, before: Line, line: Line, kind: BlockKind) -> bool:
    """Whether a line close under another is of its kind and its indent."""
    height = before.bottom - before.top
    hangs = group.kind is BlockKind.LIST_ITEM and line.left > group.lines[0].left + height / 4
    if hangs and kind is BlockKind.HEADING and not (line.told or line.bold):
        return True  # as large as its item, which is larger than most of the page
    if BlockKind.HEADING in (group.kind, kind) or BlockKind.TABLE in (group.kind, kind):
        return kind is group.kind
    if group.kind is BlockKind.LIST_ITEM:
        return hangs
    # A paragraph without white space above it shows by its indent, after a line that ends a sentence.
    indented = before.left + 0.6 * height < line.left < before.left + 5 * height
    return _runs_on(before) or not indented


def _runs_on(line: Line) -> bool:
    return not line.tokens[-1].text.endswith((".", "!", "?", ":", ".”", '."', "…"))


def _settled(group: Group) -> Group:
    """A long run of heavy or large lines is a paragraph after all."""
    if group.kind is not BlockKind.HEADING:
        return group
    length = sum(len(token.text) + 1 for line in group.lines for token in line.tokens)
    if length > LONGEST_HEADING:
        return Group(BlockKind.PARAGRAPH, 0, group.lines)
    return group
