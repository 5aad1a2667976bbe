"""Pages to passages: whole paragraphs, lists and tables under their heading, as many as fit."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from curation.pipeline import cleaning, sentences
from curation.pipeline.cleaning import Element
from curation.pipeline.types import Block, BlockKind, Page, Passage, Span

LIMIT = 1600
# What is many times longer than a passage and has no end of a sentence is no sentence that anyone reads.
UNREADABLE = 8
BY_LINES = (BlockKind.TABLE, BlockKind.CODE)
TIGHT = (BlockKind.LIST_ITEM,)


class Part(NamedTuple):
    """`element.text[start:end]`."""

    element: Element
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start + 2  # with what joins it to the part before


class Section(NamedTuple):
    path: tuple[str, ...]
    elements: list[Element]


def cut(pages: Sequence[Page], *, limit: int = LIMIT) -> Iterator[Passage]:
    """Group whole paragraphs into passages of at most `limit` characters, in reading order, one section at a time.

    What is longer is cut between sentences, list items or table rows. A longer sentence or row becomes a passage of
    its own, with its heading: the expert sees it uncut.
    """
    confidences = {page.number: page.confidence for page in pages}
    ordinal = 0
    for section in _sections(cleaning.elements(pages)):
        for parts in _pack(section.elements, limit):
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


def _pack(elements: Iterable[Element], limit: int) -> Iterator[list[Part]]:
    packed: list[Part] = []
    for whole in _wholes(elements):
        headings = _size(packed[len(packed) - _leading(packed, limit, headings=True) :])
        fits = _size(whole) + headings <= limit
        for unit in [whole] if fits else ([piece] for part in whole for piece in _pieces(part, limit)):
            if packed and _size(packed) + _size(unit) > limit:
                kept = _leading(packed, limit - _size(unit)) or _leading(packed, limit, headings=True)
                if kept < len(packed):
                    yield packed[: len(packed) - kept]
                    packed = packed[len(packed) - kept :]
            packed = _added(packed, unit)
    if packed:
        yield packed


def _wholes(elements: Iterable[Element]) -> Iterator[list[Part]]:
    """What should stay in one passage: an element, or all items of a list."""
    for is_item, run in groupby(elements, key=lambda element: element.kind == BlockKind.LIST_ITEM):
        parts = [Part(element, 0, len(element.text)) for element in run]
        yield from [parts] if is_item else [[part] for part in parts]


def _pieces(part: Part, limit: int) -> Iterator[Part]:
    """Sentences, rows or lines; a list item that fits is one piece."""
    element, text = part.element, part.element.text
    if element.kind == BlockKind.HEADING or (element.kind == BlockKind.LIST_ITEM and part.size <= limit):
        yield part
        return
    start = 0
    for end in _line_ends(text) if element.kind in BY_LINES else sentences.ends(text):
        while end - start > limit * UNREADABLE:
            middle = text.rfind(" ", start + 1, start + limit) + 1 or start + limit
            yield Part(element, start, middle)
            start = middle
        yield Part(element, start, end)
        start = end


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
    if parts and parts[-1].element is unit[0].element:
        return [*parts[:-1], Part(unit[0].element, parts[-1].start, unit[0].end)]
    return [*parts, *unit]


def _passage(
    ordinal: int, path: tuple[str, ...], parts: Sequence[Part], confidences: dict[int, float | None]
) -> Passage:
    text = ""
    spans: list[Span] = []
    blocks: list[Block] = []
    before: Element | None = None
    for element, start, end in parts:
        kept = element.text[start:end].rstrip()
        if before:
            text += "\n" if before.kind == element.kind and element.kind in TIGHT else "\n\n"
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
