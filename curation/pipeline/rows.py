"""The rows of sheets, as they stand on pages: each cell with its place, and what pairs the rows make."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

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


class Refusal(StrEnum):
    """Why a row makes no pair."""

    NO_PROMPT = "no_prompt"
    NO_COMPLETION = "no_completion"
    NO_LABEL = "no_label"
    CELLS = "cells"  # more than there are columns: one of them holds the stroke that parts cells


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, counted from 0. There is a completion, a label or both."""

    prompt: int
    completion: int | None = None
    label: int | None = None
    header: bool = True  # the first row names the columns


@dataclass(frozen=True, slots=True)
class RowPair:
    row: int
    prompt: str
    completion: str
    label: str
    spans: tuple[Span, ...]  # of the cells that the pair was made from
    refusal: Refusal | None


def pairs(sheet: Sheet, columns: Columns) -> Iterator[RowPair]:
    """A pair of each row, or why it is none."""
    for row in sheet.rows():
        if row.number == 1 and columns.header:
            continue
        places = (columns.prompt, columns.completion, columns.label)
        found = [row.cells[at] if at is not None and at < len(row.cells) else None for at in places]
        prompt, completion, label = (cell.text if cell else "" for cell in found)
        spans = tuple(cell.span for cell in found if cell and cell.text)
        refusal = Refusal.CELLS if len(row.cells) > len(sheet.first) else _missing(prompt, completion, label, columns)
        yield RowPair(row.number, prompt, completion, label, spans, refusal)


def _missing(prompt: str, completion: str, label: str, columns: Columns) -> Refusal | None:
    if not prompt:
        return Refusal.NO_PROMPT
    if columns.completion is not None and not completion:
        return Refusal.NO_COMPLETION
    return Refusal.NO_LABEL if columns.completion is None and not label else None


# What columns are called that hold a prompt, a completion, a label.
USUAL = {
    "prompt": "prompt question input instruction text comment review message "
    "pregunta petición entrada instrucción texto consulta comentario reseña opinión mensaje",
    "completion": "completion answer output response reply respuesta salida contestación solución",
    "label": "label class category sentiment tag etiqueta clase categoría sentimiento",
}


def likely(first: Sequence[str], second: Sequence[str] = ()) -> Columns:
    """What the first rows of a sheet tell of its columns; the first two columns where they tell nothing."""
    names = [cell.casefold() for cell in first]
    found = {
        role: next((at for at, name in enumerate(names) if name in usual.split()), None)
        for role, usual in USUAL.items()
    }
    prompt, completion, label = found["prompt"], found["completion"], found["label"]
    if prompt is None and completion is None and label is None:
        return Columns(0, 1 if len(first) > 1 else None, header=False)
    if prompt is None:
        others = [at for at in range(len(first)) if at not in (completion, label)]
        lengths = [len(second[at]) if at < len(second) else 0 for at in range(len(first))]
        prompt = max(others, key=lambda at: lengths[at], default=0)
    return Columns(prompt, completion, label)
