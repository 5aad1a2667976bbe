"""The lines of a page, and those that come back on page after page: running headers and footers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from curation.pipeline.types import Page

LINE = re.compile(r"\S[^\r\n\f\v]*")
NUMBER = re.compile(r"\d{1,4}")
# Running lines stand within this many lines of the page's edge, and come back within so many pages (left and right
# pages may differ), this many times.
EDGE = 3
NEAR = 2
TIMES = 3


class Line(NamedTuple):
    """`page.text[start:end]`, without white space around it."""

    page: int
    start: int
    end: int
    text: str
    gap: bool  # a blank line, or the top of the page, stands before it
    full: bool = False  # it reaches so far across the page that the next line may go on with its sentence


def lines_of(page: Page, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of a page, or of a part of it, that are not blank."""
    found = []
    last = None
    for match in LINE.finditer(page.text, start, len(page.text) if end is None else end):
        text = match.group().rstrip()
        gap = last is None or page.text.count("\n", last, match.start()) > 1
        last = match.start() + len(text)
        found.append(Line(page.number, match.start(), last, text, gap))
    lengths = sorted(len(line.text) for line in found)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return [line._replace(full=len(line.text) >= width * 0.6) for line in found]


def without_running(pages: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """The pages' lines without running headers, footers and page numbers.

    A header stays on the first page that has it when that is the first page of all: there it is the title.
    """
    tops = _returning([page[:EDGE] for page in pages])
    bottoms = _returning([page[: -EDGE - 1 : -1] for page in pages])
    for index, page in enumerate(pages):
        top = 0 if index == 0 else _run(page, tops)
        bottom = _run(page[:top:-1] if top else page[::-1], bottoms)
        yield page[top : len(page) - bottom]


def _run(lines: Iterable[Line], running: set[tuple[int, int]]) -> int:
    """How many lines from the edge inwards are running ones."""
    count = 0
    for line in lines:
        if (line.page, line.start) not in running:
            break
        count += 1
    return count


def _returning(edges: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    places: dict[tuple[str, object], list[tuple[int, Line]]] = defaultdict(list)
    for index, edge in enumerate(edges):
        for line in edge:
            for key in _keys(line.text, index):
                places[key].append((index, line))
    running: set[tuple[int, int]] = set()
    for found in places.values():
        near = [
            line
            for at, (index, line) in enumerate(found)
            if any(0 < abs(index - other) <= NEAR for other, _ in found[max(0, at - NEAR) : at + NEAR + 1])
        ]
        if len({line.page for line in near}) >= TIMES:
            running.update((line.page, line.start) for line in near)
    return running


def _keys(text: str, index: int) -> Iterator[tuple[str, object]]:
    """What makes two running lines alike: the same words, or the same but for one number that counts the pages."""
    text = " ".join(text.split()).casefold()
    yield text, None
    numbers = list(NUMBER.finditer(text))
    for number in {match.span(): match for match in (*numbers[:1], *numbers[-1:])}.values():
        yield f"{text[: number.start()]}#{text[number.end() :]}", int(number.group()) - index
