"""Tables on a PDF page with text of its own: found by their lines or by their columns, told as rows of cells."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from curation.pipeline.layout import Line, Token
from curation.pipeline.reading.pdf_aligned import FEWEST_ROWS, GAP, aligned
from curation.pipeline.reading.pdf_cells import Cell, Table
from curation.pipeline.reading.pdf_grids import ruled
from curation.pipeline.reading.pdf_rulings import Rulings
from curation.pipeline.types import BlockKind


def tables_of(lines: Sequence[Line], rulings: Rulings) -> list[Table]:
    """The tables that the lines of a page hold, each word in one at most."""
    tokens = [token for line in lines for token in line.tokens]
    found = ruled(rulings, tokens)
    taken = {id(token) for table in found for token in table.words}
    return found + aligned([token for token in tokens if id(token) not in taken]) if _has_gaps(lines) else found


def _has_gaps(lines: Sequence[Line]) -> bool:
    """Whether columns can stand on the page at all; on most pages they cannot, which is told quickly."""
    gaps = 0
    before = 0.0
    for line in lines:
        height = line.bottom - line.top
        gaps += abs(line.top - before) < height / 2 or any(
            after.left - token.right > GAP * height for token, after in pairwise(line.tokens)
        )
        before = line.top
    return gaps >= FEWEST_ROWS


def with_tables(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines with each table in the place of its first word, as lines of its rows."""
    if not tables:
        return list(lines)
    owner = {id(token): index for index, table in enumerate(tables) for token in table.words}
    placed: set[int] = set()
    result: list[Line] = []
    for line in lines:
        owners = [owner.get(id(token)) for token in line.tokens]
        rest = [token for token, index in zip(line.tokens, owners, strict=True) if index is None]
        if len(rest) == len(line.tokens):
            result.append(line)
            continue
        for index in dict.fromkeys(index for index in owners if index is not None):
            if index not in placed:
                placed.add(index)
                result += _told(tables[index], line)
        if rest:
            result.append(Line.of(rest, line.size, line.bold))
    return result


def _told(table: Table, like: Line) -> Iterator[Line]:
    for number, row in enumerate(table.rows):
        line = Line.of(_parted(row), like.size, begins=number == 0)
        yield line._replace(told=(BlockKind.TABLE, 0))


def _parted(row: Sequence[Cell]) -> list[Token]:
    """The words of a row, each told how many cells end right before it."""
    tokens: list[Token] = []
    borders = 0
    for number, cell in enumerate(row):
        borders += number > 0
        for token in cell:
            tokens.append(token._replace(borders=borders, glued=False) if borders else token)
            borders = 0
    return [*tokens, tokens[-1]._replace(text="", borders=borders)] if borders else tokens
