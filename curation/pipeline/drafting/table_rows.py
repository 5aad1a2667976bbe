"""Rows of tables: "What is the price for a blood test?" """

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curation.pipeline.drafting.candidates import pieces_of
from curation.pipeline.drafting.fields import ask_for_cell
from curation.pipeline.drafting.topics import TOPICS, title_of
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "table_rows-2"
BETWEEN = " | "
PER_TABLE = 4
WIDEST = 8  # columns; what is wider is a sheet of figures that nobody reads by row
LONGEST_NAME, LONGEST_VALUE = 6, 60  # words
NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "nd", "n.d.", "x", "✓", "..."))


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int
    text: str


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if language not in TOPICS:
        return
    title = title_of(passage.heading_path)  # a table that goes on from another passage has none above it here
    for piece in pieces_of(passage):
        if piece.kind == BlockKind.HEADING:
            title = title_of([*passage.heading_path[:1], piece.text])
        elif piece.kind == BlockKind.TABLE:
            made = _drafts(piece.text, piece.start, title, kind, language)
            yield from sorted(made, key=lambda draft: -draft.score)[:PER_TABLE]


def _drafts(table: str, at: int, title: str, kind: str, language: str) -> Iterator[Draft]:
    header, *rows = rows_of(table, at)
    if not _names_columns(header):
        return
    for row in rows:
        if len(row) != len(header) or not _names(row[0]):
            continue
        for column, value in zip(header[1:], row[1:], strict=True):
            if value.text.lower() in NOTHING or len(value.text.split()) > LONGEST_VALUE:
                continue
            if prompt := ask_for_cell(row[0].text, column.text, title, language):
                yield Draft(kind, prompt, value.text, value.start, value.end, NAME, _score(value.text))


def rows_of(table: str, at: int) -> list[list[Cell]]:
    rows = []
    for line in table.split("\n"):
        cells = []
        for cell in line.split(BETWEEN):
            text = cell.strip(" |")
            start = at + cell.find(text)
            cells.append(Cell(start, start + len(text), text))
            at += len(cell) + len(BETWEEN)
        at += 1 - len(BETWEEN)
        rows.append(cells)
    return rows


def _names_columns(header: Sequence[Cell]) -> bool:
    names = [cell.text.lower() for cell in header[1:]]
    return 1 < len(header) <= WIDEST and len(set(names)) == len(names) and all(map(_names, header[1:]))


def _names(cell: Cell) -> bool:
    """Words, and not figures."""
    letters = sum(map(str.isalpha, cell.text))
    return letters * 2 > len("".join(cell.text.split())) and len(cell.text.split()) <= LONGEST_NAME


def _score(value: str) -> float:
    """A value of some words tells more than a lone figure."""
    return round(0.45 + 0.05 * min(4, len(value.split())), 2)
