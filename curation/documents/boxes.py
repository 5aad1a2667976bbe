"""Where things stand on a page, in the page's own pixels, and the page turned as people see it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from curation.pipeline.types import Word

CSS_DPI = 96


class Box(NamedTuple):
    left: int
    top: int
    width: int
    height: int

    @classmethod
    def of(cls, word: Word) -> "Box":
        return cls(word.left, word.top, word.width, word.height)

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def path(self) -> str:
        return f"M{self.left} {self.top}h{self.width}v{self.height}h-{self.width}z"

    def joined(self, other: "Box") -> "Box":
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)

    def grown(self, by: int) -> "Box":
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)


class Turned(NamedTuple):
    """A page as people see it: turned by quarters, clockwise."""

    page_width: int
    page_height: int
    turn: int
    dpi: int

    @property
    def width(self) -> int:
        return self.page_height if self.turn % 2 else self.page_width

    @property
    def height(self) -> int:
        return self.page_width if self.turn % 2 else self.page_height

    @property
    def on_paper(self) -> int:
        """Its width at 100 %: as on paper where the page tells its size, else pixel for pixel."""
        return round(self.width * CSS_DPI / (self.dpi or CSS_DPI))

    @property
    def transform(self) -> str:
        """What turns the page's own pixels, as an attribute of SVG."""
        right, down = self.page_width, self.page_height
        moved = ("", f"translate({down} 0)", f"translate({right} {down})", f"translate(0 {right})")
        return f"{moved[self.turn]}rotate({90 * self.turn})" if self.turn else ""

    def place(self, box: Box) -> Box:
        """Where a box of the page's own pixels is seen."""
        beyond_right, beyond_bottom = self.page_width - box.right, self.page_height - box.bottom
        left = (box.left, beyond_bottom, beyond_right, box.top)[self.turn]
        top = (box.top, box.left, beyond_bottom, beyond_right)[self.turn]
        return Box(left, top, *((box.height, box.width) if self.turn % 2 else (box.width, box.height)))


def lines(words: Iterable[Word]) -> Iterator[Box]:
    """Words in reading order, joined where one stands beside the next."""
    line: Box | None = None
    for word in words:
        box = Box.of(word)
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


def rows(found: Iterable[Box], *, narrow: int) -> Iterator[Box]:
    """Blocks in their order, with the narrow cells of a table joined to what stands beside them."""
    row: Box | None = None
    is_cell = False
    for block in found:
        if row and is_cell and level(row, block):
            row = row.joined(block)
        else:
            if row:
                yield row
            row = block
        is_cell = block.width < narrow
    if row:
        yield row


def beside(one: Box, other: Box) -> bool:
    """Whether `other` goes on to the right on the line of `one`."""
    return other.left >= one.left and level(one, other)


def level(one: Box, other: Box) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap * 2 >= min(one.height, other.height)
