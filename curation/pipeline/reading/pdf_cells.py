"""The words of a page in rows, and in the cells of tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curation.pipeline.layout import Token
from curation.pipeline.reading.pdf_boxes import Box

Cell = list[Token]
ONE_ROW = 0.5  # of a word's height: words whose middles are nearer stand in one row


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells, which hold the words that stand in them."""

    rows: list[list[Cell]]

    @property
    def filled(self) -> float:
        """The share of its cells that hold anything."""
        cells = [cell for row in self.rows for cell in row]
        return sum(map(bool, cells)) / len(cells) if cells else 0.0

    @property
    def words(self) -> Iterator[Token]:
        return (token for row in self.rows for cell in row for token in cell)


def trimmed(rows: Iterable[list[Cell]]) -> Table:
    """Without the rows and columns that hold nothing."""
    kept = [row for row in rows if any(row)]
    columns = [column for column in zip(*kept, strict=True) if any(column)]
    return Table([list(row) for row in zip(*columns, strict=True)])


def in_rows(tokens: Iterable[Token]) -> list[list[Token]]:
    """Words in rows from top to bottom, each from left to right."""
    rows: list[list[Token]] = []
    middle = 0.0
    for token in sorted(tokens, key=_middle):
        if rows and _middle(token) - middle < ONE_ROW * (token.bottom - token.top):
            rows[-1].append(token)
        else:
            rows.append([token])
            middle = _middle(token)
    return [sorted(row, key=lambda token: token.left) for row in rows]


def _middle(token: Token) -> float:
    return (token.top + token.bottom) / 2


def inside(box: Box, tokens: Iterable[Token]) -> list[Token]:
    left, top, right, bottom = box
    return [t for t in tokens if left <= (t.left + t.right) / 2 <= right and top <= _middle(t) <= bottom]
