"""What the page view shows: page pictures with a span marked on them, and the same as text.

`build` gives the value that `documents/_page_view.html` draws.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from curation.documents.models import Document, Page
from curation.documents.states import PageState
from curation.pipeline.pictures import WIDTHS
from curation.pipeline.types import Word

STACKED = 3  # pages of one span shown under each other
AROUND = 4000  # characters shown before and after the span when a page's text is long
SURE, FAIRLY_SURE = 90, 70  # percent

Range = tuple[int, int]


class Box(NamedTuple):
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def joined(self, other: "Box") -> "Box":
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)

    def grown(self, by: int) -> "Box":
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)


class Part(NamedTuple):
    text: str
    marked: bool


@dataclass(frozen=True)
class Sheet:
    """One page: its picture, what is marked on it, and its text."""

    page: Page
    ranges: Sequence[Range]
    address: str  # of the picture, without its width

    @property
    def has_picture(self) -> bool:
        return bool(self.page.width and self.page.height)

    @property
    def pictures(self) -> str:
        """A `srcset`: every width a picture is made in."""
        return ", ".join(f"{self.picture_of(width)} {width}w" for width in WIDTHS)

    @property
    def picture(self) -> str:
        return self.picture_of(WIDTHS[1])

    def picture_of(self, width: int) -> str:
        return self.address.replace("/0/?", f"/{width}/?")

    @cached_property
    def words(self) -> list[Word]:
        return [Word(*row) for row in self.page.words]

    @cached_property
    def bands(self) -> list[Box]:
        """The span, one box per line."""
        inside = (
            word for word in self.words if any(word.start < end and start < word.end for start, end in self.ranges)
        )
        return [line.grown(max(2, line.height // 8)) for line in lines(inside)]

    @property
    def span(self) -> str:
        """The bands as one path: where two overlap, the tint is no darker."""
        return "".join(outline(band) for band in self.bands)

    @property
    def bars(self) -> list[Box]:
        """Strokes in the margin beside the bands, so that the span does not depend on colour."""
        thick = max(3, self.page.width // 300)
        return [Box(block.left - 2 * thick, block.top, thick, block.height) for block in blocks(self.bands)]

    @property
    def focus(self) -> Box | None:
        """What the view opens on: the first block of the span."""
        return next(blocks(self.bands), None)

    @property
    def boxes(self) -> list[tuple[str, str]]:
        """All words as one path per confidence: `(class, path data)`."""
        paths: dict[str, list[str]] = {"high": [], "middle": [], "low": []}
        for word in self.words:
            paths[sureness(word.confidence)].append(outline(word))
        return [(name, "".join(found)) for name, found in paths.items() if found]

    @property
    def hard_words(self) -> int:
        return sum(sureness(word.confidence) == "low" for word in self.words)

    @property
    def parts(self) -> list[Part]:
        return marked(self.page.text, self.ranges)

    @property
    def parts_begin(self) -> int:
        """Where in the page's text the parts begin."""
        return window(self.page.text, self.ranges)[0]


@dataclass(frozen=True)
class PageView:
    document: Document
    sheets: Sequence[Sheet]
    spans: str  # the query string that marks the same span on another page
    last: int

    @property
    def number(self) -> int:
        return self.sheets[0].page.number if self.sheets else 1

    @property
    def last_number(self) -> int:
        return self.sheets[-1].page.number if self.sheets else 1

    @property
    def cited(self) -> str:
        """What people call its first page."""
        return self.sheets[0].page.cited if self.sheets else "1"

    @property
    def last_cited(self) -> str:
        return self.sheets[-1].page.cited if self.sheets else "1"

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.last_number + 1 if self.last_number < self.last else None

    @property
    def has_pictures(self) -> bool:
        return any(sheet.has_picture for sheet in self.sheets)


def build(slug: str, document: Document, evidence: Iterable[Mapping[str, int]] = (), *, number: int = 0) -> PageView:
    """The pages that hold the evidence, or page `number` with what of the evidence stands on it.

    `evidence` has rows `{page, start, end}` in the pages' own text, as an example keeps them; `slug` is the project's.
    """
    ranges: dict[int, list[Range]] = {}
    for each in evidence:
        ranges.setdefault(each["page"], []).append((each["start"], each["end"]))
    wanted = [number] if number else (sorted(ranges)[:STACKED] or [1])
    pages = document.pages.filter(number__in=wanted, state=PageState.READ)
    sheets = [Sheet(page, ranges.get(page.number, []), picture_address(slug, document, page)) for page in pages]
    spans = [f"{page}.{start}.{end}" for page, found in ranges.items() for start, end in found]
    return PageView(document, sheets, urlencode([("span", span) for span in spans]), document.page_count or 1)


def picture_address(slug: str, document: Document, page: Page, width: int = 0) -> str:
    """The address changes with the bytes and with every new reading, so that a picture may be cached for ever."""
    bare = reverse("documents:page_image", args=[slug, document.pk, page.number, width])
    return f"{bare}?v={document.sha256[:12]}-{page.revision}"


def outline(box: Box | Word) -> str:
    return f"M{box.left} {box.top}h{box.width}v{box.height}h-{box.width}z"


def sureness(confidence: int | None) -> str:
    if confidence is None or confidence >= SURE:
        return "high"
    return "middle" if confidence >= FAIRLY_SURE else "low"


def lines(words: Iterable[Word]) -> Iterator[Box]:
    """Words in reading order, joined where one stands beside the next."""
    line: Box | None = None
    for word in words:
        box = Box(word.left, word.top, word.width, word.height)
        if line and beside(line, box):
            line = line.joined(box)
            continue
        if line:
            yield line
        line = box
    if line:
        yield line


def blocks(bands: Iterable[Box]) -> Iterator[Box]:
    """Lines that follow each other in one column, joined."""
    block: Box | None = None
    for band in bands:
        follows = block and band.top >= block.top and band.left < block.right and band.right > block.left
        if block and follows and band.top - block.bottom < 3 * band.height:
            block = block.joined(band)
            continue
        if block:
            yield block
        block = band
    if block:
        yield block


def beside(one: Box, other: Box) -> bool:
    """Whether `other` goes on to the right on the line of `one`."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return other.left >= one.left and overlap * 2 >= min(one.height, other.height)


def window(text: str, ranges: Sequence[Range]) -> Range:
    """The whole text, or of a long one the lines around the ranges."""
    if not ranges or len(text) <= 3 * AROUND:
        return 0, len(text)
    first = max(0, text.rfind("\n", 0, max(0, ranges[0][0] - AROUND)) + 1)
    return first, text.find("\n", ranges[-1][1] + AROUND) + 1 or len(text)


def marked(text: str, ranges: Sequence[Range]) -> list[Part]:
    """The text cut where marks begin and end; of a long text the part around them."""
    first, last = window(text, ranges)
    inside = [(max(first, start), min(last, end)) for start, end in ranges]
    cuts = sorted({first, last, *(at for place in inside for at in place)})
    parts = (Part(text[a:b], any(start <= a and b <= end for start, end in inside)) for a, b in pairwise(cuts))
    return [part for part in parts if part.text]
