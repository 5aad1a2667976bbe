"""What the page view shows: page pictures with a span marked on them, and the same as text.

`build` gives the value that `documents/_page_view.html` draws.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from curation.compiled import CompiledRows, Parameter
from curation.documents.boxes import Box, Turned, blocks, lines, rows
from curation.documents.models import Document, Page
from curation.documents.states import PageState
from curation.pipeline.pictures import WIDTHS
from curation.pipeline.types import Word

STACKED = 3  # pages of one span shown under each other
NARROW = 4  # in a page's width: less is no column of a text, but a cell of a table
AROUND = 4000  # characters shown before and after the span when a page's text is long
SURE, FAIRLY_SURE = 90, 70  # percent

Range = tuple[int, int]


class Words(NamedTuple):
    """All words of a page of which the reading is as sure."""

    sure: str
    path: str  # one box after the other
    places: str  # of each in the page's text: `start-end`


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
    def turned(self) -> Turned:
        return Turned(self.page.width, self.page.height, self.page.turn, self.page.dpi)

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
        return "".join(band.path for band in self.bands)

    @property
    def bars(self) -> list[Box]:
        """Strokes in the margin beside the bands, so that the span does not depend on colour."""
        thick = max(3, self.page.width // 300)
        return [Box(block.left - 2 * thick, block.top, thick, block.height) for block in self.blocks]

    @property
    def focus(self) -> Box | None:
        """What the view opens on: the first block of the span."""
        return next(iter(self.blocks), None)

    @cached_property
    def blocks(self) -> list[Box]:
        return list(rows(blocks(self.bands), narrow=self.page.width // NARROW))

    @property
    def boxes(self) -> list[Words]:
        found: dict[str, list[Word]] = {"high": [], "middle": [], "low": []}
        for word in self.words:
            found[sureness(word.confidence)].append(word)
        return [
            Words(sure, "".join(map(outline, words)), " ".join(f"{word.start}-{word.end}" for word in words))
            for sure, words in found.items()
            if words
        ]

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
    spans: Sequence[str]  # what is marked, on whatever page: `page.start.end`
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
    def query(self) -> str:
        """Marks the same on another page."""
        return urlencode([("span", span) for span in self.spans])

    @property
    def numbers(self) -> str:
        return " ".join(str(sheet.page.number) for sheet in self.sheets)

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.last_number + 1 if self.last_number < self.last else None

    @property
    def has_pictures(self) -> bool:
        return any(sheet.has_picture for sheet in self.sheets)


def build(
    slug: str, document: Document, evidence: Iterable[Mapping[str, int]] = (), *, numbers: Sequence[int] = ()
) -> PageView:
    """The pages that hold the evidence, or those that are named with what of the evidence stands on them.

    `evidence` has rows `{page, start, end}` in the pages' own text, as an example keeps them; `slug` is the project's.
    """
    ranges: dict[int, list[Range]] = {}
    for each in evidence:
        ranges.setdefault(each["page"], []).append((each["start"], each["end"]))
    wanted = numbers or sorted(ranges)[:STACKED] or [1]
    pages = _pages(document, wanted)
    sheets = [Sheet(page, ranges.get(page.number, []), picture_address(slug, document, page)) for page in pages]
    spans = [f"{page}.{start}.{end}" for page, found in ranges.items() for start, end in found]
    return PageView(document, sheets, spans, document.page_count or 1)


def _pages(document: Document, numbers: Sequence[int]) -> Iterable[Page]:
    if len(numbers) > STACKED:
        return _read(document, *numbers)
    return READ(document, *numbers, *[numbers[0]] * (STACKED - len(numbers)))


def _read(document: Document | Parameter, *numbers: int | Parameter) -> QuerySet[Page]:
    return Page.objects.filter(document=document, number__in=list[Any](numbers), state=PageState.READ).defer("blocks")


READ = CompiledRows(_read, "document", *(f"page {n}" for n in range(STACKED)))


def picture_address(slug: str, document: Document, page: Page, width: int = 0) -> str:
    """The address changes with the bytes and with every new reading, so that a picture may be cached for ever."""
    bare = reverse("documents:page_image", args=[slug, document.pk, page.number, width])
    return f"{bare}?v={document.sha256[:12]}-{page.revision}"


def outline(word: Word) -> str:
    return Box.of(word).path


def sureness(confidence: int | None) -> str:
    if confidence is None or confidence >= SURE:
        return "high"
    return "middle" if confidence >= FAIRLY_SURE else "low"


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
