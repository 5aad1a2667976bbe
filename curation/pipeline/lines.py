"""The lines of a page, and those that come back on page after page: running headers and footers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from curation.pipeline.types import BlockKind, Page

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
    title: bool = False  # the format calls it a heading


def lines_of(page: Page) -> list[Line]:
    """The lines of a page that are not blank."""
    titles = {block.start for block in page.blocks if block.kind == BlockKind.HEADING}
    found = list(_lines(page, 0, len(page.text)))
    enough = width(found)
    return [line._replace(full=len(line.text) >= enough, title=line.start in titles) for line in found]


def lines_between(page: Page, start: int, end: int, enough: float) -> list[Line]:
    """The lines of a part of the page; those of `enough` characters are full."""
    return [line._replace(full=len(line.text) >= enough) for line in _lines(page, start, end)]


def width(lines: Sequence[Line]) -> float:
    """How long a line of this page is at least, for its sentence to go on in the next."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] * 0.6 if lengths else 0.0


def _lines(page: Page, start: int, end: int) -> Iterator[Line]:
    last = None
    for match in LINE.finditer(page.text, start, end):
        text = match.group().rstrip()
        gap = last is None or page.text.count("\n", last, match.start()) > 1
        last = match.start() + len(text)
        yield Line(page.number, match.start(), last, text, gap)


def running(pages: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Page and start of the lines that are running headers, footers and page numbers.

    Where they could be the title (on the first page of all) or content (in a document too short for them to come back
    often), only a number among them that counts the pages tells them.
    """
    few = len(pages) < TIMES
    tops = _returning([page[:EDGE] for page in pages])
    bottoms = _returning([page[: -EDGE - 1 : -1] for page in pages])
    found: set[tuple[int, int]] = set()
    for index, page in enumerate(pages):
        top = _run(page, tops, counted=few or index == 0)
        bottom = _run(page[:top:-1] if top else page[::-1], bottoms, counted=few)
        found.update((line.page, line.start) for line in (*page[:top], *page[len(page) - bottom :]))
    return found


def _run(lines: Iterable[Line], returning: Mapping[tuple[int, int], bool], *, counted: bool) -> int:
    """How many lines from the edge inwards come back; none where one must be `counted` and is not."""
    run = list(takewhile(lambda line: (line.page, line.start) in returning, lines))
    return len(run) if not counted or any(returning[line.page, line.start] for line in run) else 0


def _returning(edges: Sequence[Sequence[Line]]) -> dict[tuple[int, int], bool]:
    """Page and start of the lines that come back, and whether a number in them is that of the page."""
    places: dict[tuple[str, int | None], list[tuple[int, Line]]] = defaultdict(list)
    for index, edge in enumerate(edges):
        for line in edge:
            for key in _keys(line, index):
                places[key].append((index, line))
    returning: dict[tuple[int, int], bool] = {}
    for (_, offset), found in places.items():
        near = [
            line
            for at, (index, line) in enumerate(found)
            if any(0 < abs(index - other) <= NEAR for other, _ in found[max(0, at - NEAR) : at + NEAR + 1])
        ]
        if len({line.page for line in near}) >= min(TIMES, len(edges)):
            for place in ((line.page, line.start) for line in near):
                returning[place] = returning.get(place, False) or offset == 1
    return returning


def _keys(line: Line, index: int) -> Iterator[tuple[str, int | None]]:
    """What makes two running lines alike: the same words, or the same but for one number that counts the pages."""
    text = " ".join(line.text.split()).casefold()
    yield text, None
    if line.title:  # "Step 1", "Step 2" on slide after slide
        return
    numbers = list(NUMBER.finditer(text))
    for number in {match.span(): match for match in (*numbers[:1], *numbers[-1:])}.values():
        yield f"{text[: number.start()]}#{text[number.end() :]}", int(number.group()) - index
