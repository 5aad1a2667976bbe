"""The rows of sheets, as they stand on pages: each cell with its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from curation.pipeline.types import BlockKind, Page, Span

BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """Row `number` of its sheet, from 1, as it is counted among those that hold anything."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Sheet:
    """A table that may go on over pages, each of which then begins with the first row again."""

    name: str
    first: tuple[str, ...]
    tables: list[tuple[Page, int, int]] = field(default_factory=list)  # `page.text[start:end]`

    def rows(self) -> Iterator[Row]:
        number = 0
        for page, start, end in self.tables:
            for at, row in enumerate(_lines(page, start, end)):
                if number and at == 0 and tuple(cell.text for cell in row) == self.first:
                    continue
                number += 1
                yield Row(number, row)


def sheets(pages: Iterable[Page]) -> list[Sheet]:
    """The tables of a workbook or of a file of rows, in their order."""
    found: list[Sheet] = []
    for page in pages:
        name = ""
        for block in page.blocks:
            if block.kind == BlockKind.HEADING:
                name = page.text[block.start : block.end]
            elif block.kind == BlockKind.TABLE:
                first = tuple(cell.text for cell in next(_lines(page, block.start, block.end)))
                if name or not found or found[-1].first != first:
                    found.append(Sheet(name, first))
                found[-1].tables.append((page, block.start, block.end))
    return found


def _lines(page: Page, start: int, end: int) -> Iterator[tuple[Cell, ...]]:
    at = start
    for line in page.text[start:end].split("\n"):
        yield tuple(_cells(line, page.number, at))
        at += len(line) + 1


def _cells(line: str, page: int, at: int) -> Iterator[Cell]:
    for part in _parted(line):
        text = part.strip(" ")
        start = at + (part.find(text) if text else 0)
        yield Cell(text, Span(page, start, start + len(text)))
        at += len(part) + len(BETWEEN)


def _parted(line: str) -> Sequence[str]:
    """An empty cell at the end of a page's line may have lost the space that stands after its stroke."""
    return (line + " " if line.endswith(" |") else line).split(BETWEEN)
