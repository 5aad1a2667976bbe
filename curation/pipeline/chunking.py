"""Pages to passages: whole paragraphs, lists and tables under their heading, as many as fit."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from curation.pipeline import cleaning, sentences, tokens
from curation.pipeline.cleaning import Element
from curation.pipeline.language import WORD
from curation.pipeline.types import Block, BlockKind, Page, Passage, Span

LIMIT = 1600
# What is many times longer than a passage and has no end of a sentence is no sentence that anyone reads.
UNREADABLE = 8
CHARACTERS_PER_TOKEN = 4
BY_LINES = (BlockKind.TABLE, BlockKind.CODE)
TIGHT = (BlockKind.LIST_ITEM,)
BETWEEN = " | "
LONGEST_NAME = 6  # words of a column's name


class Part(NamedTuple):
    """`element.text[start:end]`."""

    element: Element
    start: int
    end: int
    size: int  # with what joins it to the part before


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a passage may hold: characters, or the tokens of a tokenizer."""

    limit: int
    tokenizer: str = ""  # "": characters are counted

    @property
    def characters(self) -> int:
        return self.limit * CHARACTERS_PER_TOKEN if self.tokenizer else self.limit

    def part(self, element: Element, start: int, end: int) -> Part:
        text = element.text[start:end]
        size = tokens.count(text, self.tokenizer).number + 1 if self.tokenizer else len(text) + 2
        return Part(element, start, end, size)


class Section(NamedTuple):
    path: tuple[str, ...]
    elements: list[Element]


def cut(pages: Sequence[Page], *, limit: int = LIMIT, tokenizer: str = "") -> Iterator[Passage]:
    """Group whole paragraphs into passages of at most `limit`, in reading order, one section at a time.

    The limit counts the tokens of a tokenizer, or characters where none is given.

    What is longer is cut between sentences, list items or table rows; each part of a table begins with the row that
    names its columns. A longer sentence or row becomes a passage of its own, with its heading: it is seen uncut.
    """
    budget = Budget(limit, tokenizer)
    confidences = {page.number: page.confidence for page in pages}
    ordinal = 0
    for section in _sections(cleaning.elements(pages)):
        for parts in _pack(section.elements, budget):
            yield _passage(ordinal, section.path, parts, confidences)
            ordinal += 1


def _sections(elements: Iterable[Element]) -> Iterator[Section]:
    """Each heading, the headings right below it, and all up to the next heading."""
    above: list[Element] = []
    section = Section((), [])
    for element in elements:
        if element.kind == BlockKind.HEADING:
            above = [*(heading for heading in above if heading.level < element.level), element]
            begun = section.elements if all(one.kind == BlockKind.HEADING for one in section.elements) else []
            if section.elements and not begun:
                yield section
            section = Section(tuple(heading.text for heading in above), begun)
        section.elements.append(element)
    if section.elements:
        yield section


def _pack(elements: Iterable[Element], budget: Budget) -> Iterator[list[Part]]:
    packed: list[Part] = []
    limit = budget.limit
    for whole in _wholes(elements, budget):
        headings = _size(packed[len(packed) - _leading(packed, limit, headings=True) :])
        fits = _size(whole) + headings <= limit
        for unit in [whole] if fits else ([piece] for part in whole for piece in _pieces(part, budget)):
            if packed and _size(packed) + _size(unit) > limit:
                kept = _leading(packed, limit - _size(unit)) or _leading(packed, limit, headings=True)
                if kept < len(packed):
                    yield packed[: len(packed) - kept]
                    lead = packed[len(packed) - kept :]
                    packed = [*lead, *_columns(unit[0], limit - _size(lead), budget)]
            packed = _added(packed, unit)
    if packed:
        yield packed


def _wholes(elements: Iterable[Element], budget: Budget) -> Iterator[list[Part]]:
    """What should stay in one passage: an element, or all items of a list."""
    for is_item, run in groupby(elements, key=lambda element: element.kind == BlockKind.LIST_ITEM):
        parts = [budget.part(element, 0, len(element.text)) for element in run]
        yield from [parts] if is_item else [[part] for part in parts]


def _pieces(part: Part, budget: Budget) -> Iterator[Part]:
    """Sentences, rows or lines; a list item that fits is one piece."""
    element, text = part.element, part.element.text
    if element.kind == BlockKind.HEADING or (element.kind == BlockKind.LIST_ITEM and part.size <= budget.limit):
        yield part
        return
    start = 0
    for end in _line_ends(text) if element.kind in BY_LINES else sentences.ends(text):
        while end - start > budget.characters * UNREADABLE:
            middle = text.rfind(" ", start + 1, start + budget.characters) + 1 or start + budget.characters
            yield budget.part(element, start, middle)
            start = middle
        yield budget.part(element, start, end)
        start = end


def _columns(part: Part, room: int, budget: Budget) -> list[Part]:
    """The row that names the columns, for a part of a table further down; none where no row does, or no room is."""
    element = part.element
    end = element.text.find("\n") + 1
    if element.kind != BlockKind.TABLE or not 0 < end <= part.start or not _names_columns(element.text[: end - 1]):
        return []
    columns = budget.part(element, 0, end)
    return [columns] if columns.size + part.size <= room else []


def _names_columns(row: str) -> bool:
    cells = [cell.strip() for cell in row.strip("| ").split(BETWEEN)]
    distinct = len(set(cells)) == len(cells) > 1
    figures = any(map(str.isdigit, row))
    return distinct and not figures and all(0 < len(WORD.findall(cell)) <= LONGEST_NAME for cell in cells)


def _line_ends(text: str) -> Iterator[int]:
    at = text.find("\n") + 1
    while at:
        yield at
        at = text.find("\n", at) + 1
    yield len(text)


def _leading(parts: Sequence[Part], limit: int, *, headings: bool = False) -> int:
    """How many parts at the end lead to what follows, within `limit`: headings, "as follows:", a question."""
    count = size = 0
    for part in reversed(parts):
        size += part.size
        ends_open = part.end == len(part.element.text) and part.element.text.endswith((":", "?"))
        if size > limit or not (part.element.kind == BlockKind.HEADING or (ends_open and not headings)):
            break
        count += 1
    return count


def _size(parts: Iterable[Part]) -> int:
    return sum(part.size for part in parts)


def _added(parts: list[Part], unit: list[Part]) -> list[Part]:
    """A piece that follows on its own element's last piece makes one part with it."""
    last, first = parts[-1] if parts else None, unit[0]
    if last and last.element is first.element and last.end == first.start:
        return [*parts[:-1], Part(first.element, last.start, first.end, last.size + first.size)]
    return [*parts, *unit]


def _passage(
    ordinal: int, path: tuple[str, ...], parts: Sequence[Part], confidences: dict[int, float | None]
) -> Passage:
    text = ""
    spans: list[Span] = []
    blocks: list[Block] = []
    before: Element | None = None
    for element, start, end, _ in parts:
        kept = element.text[start:end].rstrip()
        if before:
            tight = element is before or (before.kind == element.kind and element.kind in TIGHT)
            text += "\n" if tight else "\n\n"
        if element is before:  # the rows below the names of their columns
            blocks[-1] = replace(blocks[-1], end=len(text) + len(kept))
        else:
            blocks.append(Block(element.kind, len(text), len(text) + len(kept), element.level))
        spans += _clipped(element.spans, start, start + len(kept), len(text) - start)
        text += kept
        before = element
    return Passage(ordinal, text, tuple(spans), path, tuple(blocks), _confidence(spans, confidences))


def _clipped(spans: Sequence[Span], start: int, end: int, shift: int) -> Iterator[Span]:
    """The spans of an element's text from `start` to `end`, moved by `shift`."""
    for span in spans[max(0, bisect_right(spans, start, key=lambda span: span.at) - 1) :]:
        if span.at >= end:
            return
        skipped = max(0, start - span.at)
        dropped = max(0, span.at + span.end - span.start - end)
        if span.start + skipped < span.end - dropped:
            yield Span(span.page, span.start + skipped, span.end - dropped, span.at + skipped + shift)


def _confidence(spans: Iterable[Span], confidences: dict[int, float | None]) -> float | None:
    """The pages' confidence, weighed by how much of each is here; None when no page was recognised."""
    known = [(span.end - span.start, sure) for span in spans if (sure := confidences[span.page]) is not None]
    size = sum(characters for characters, _ in known)
    return sum(characters * sure for characters, sure in known) / size if size else None
