"""Tables without lines around their cells: rows of short cells under each other, with figures in a column.

What is taken for a table must show it: prose in columns, tables of contents and lists never do.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from curation.pipeline.layout import Token
from curation.pipeline.reading.pdf_cells import Cell, Table, in_rows

GAP = 1.0  # of a word's height: white space that parts cells in a row
GUTTER = 0.7  # the same down all rows of a table
FEWEST_ROWS = 3
FEWEST_PAIRS = 5  # rows of a table with two columns
FIGURE = re.compile(r"(?=.*\d)[^\W\d_]{0,3}[\W\d_]*(?:[^\W\d_]{0,3}[\W\d_]*)?$")
NOTHING = frozenset(("-", "–", "—", "n/a", "na", "nd", "n.d."))
LEADERS = re.compile(r"\.{4}|…")
LEAST_FILLED = 0.75
LEAST_FIGURES = 0.7  # of a column's cells under its name
FAR = 3.5  # rows further apart than so many heights are of different tables
FARTHER = 1.8  # than from the row before to its own: the page's footer
FULL, PROSE_WORDS = 0.8, 4  # a column of prose fills its width with so many words a line

Row = list[Cell]  # one line of the page, cut where the white space is wide


def aligned(tokens: Sequence[Token]) -> list[Table]:
    """The tables that columns of figures show."""
    found = (_table(run) for run in _runs([_cut(row) for row in in_rows(tokens)]))
    return [table for table in found if table]


def _cut(row: list[Token]) -> Row:
    cells: Row = [[row[0]]]
    for before, token in pairwise(row):
        if token.left - before.right > GAP * (token.bottom - token.top):
            cells.append([token])
        else:
            cells[-1].append(token)
    return cells


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of several cells that follow each other closely."""
    run: list[Row] = []
    for row in rows:
        if run and (len(row) < 2 or _is_far(run, row)):
            yield run
            run = []
        if len(row) > 1:
            run.append(row)
    yield run


def _is_far(run: Sequence[Row], row: Row) -> bool:
    step = row[0][0].top - run[-1][0][0].top
    usual = run[-1][0][0].top - run[-2][0][0].top if len(run) >= FEWEST_ROWS else step
    return step > FAR * _height(row) or step > FARTHER * usual


def _height(row: Row) -> float:
    return row[0][0].bottom - row[0][0].top


def _table(run: list[Row]) -> Table | None:
    if len(run) < FEWEST_ROWS or not _has_figures(run):
        return None
    columns = _columns(run)
    rows = [_placed(row, columns) for row in run]
    while columns and _is_prose(rows, 0, columns):
        rows, columns = [row[1:] for row in rows], columns[1:]
    while columns and _is_prose(rows, len(columns) - 1, columns):
        rows, columns = [row[:-1] for row in rows], columns[:-1]
    if len(columns) < 2 or any(_is_prose(rows, at, columns) for at in range(len(columns))):
        return None
    table = Table(_named([row for row in rows if any(row)]))
    return table if _shows_itself(table) else None


def _has_figures(run: Sequence[Row]) -> bool:
    return sum(any(_is_figure(cell) for cell in row[1:]) for row in run) >= FEWEST_ROWS - 1


def _columns(run: Sequence[Row]) -> list[tuple[float, float]]:
    """The strips that the cells of all rows leave white between them."""
    gutter = GUTTER * median(_height(row) for row in run)
    columns: list[tuple[float, float]] = []
    for left, right in sorted((cell[0].left, cell[-1].right) for row in run for cell in row):
        if columns and left - columns[-1][1] < gutter:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _placed(row: Row, columns: Sequence[tuple[float, float]]) -> Row:
    cells: Row = [[] for _ in columns]
    for cell in row:
        at = next(index for index, (_, right) in enumerate(columns) if cell[0].left <= right)
        cells[at] += cell
    return cells


def _is_prose(rows: Sequence[Row], at: int, columns: Sequence[tuple[float, float]]) -> bool:
    width = columns[at][1] - columns[at][0]
    cells = [row[at] for row in rows if row[at]]
    full = [cell for cell in cells if len(cell) >= PROSE_WORDS and cell[-1].right - cell[0].left > FULL * width]
    return len(full) > 0.4 * len(cells)


def _is_figure(cell: Cell) -> bool:
    text = " ".join(token.text for token in cell)
    return text.lower() in NOTHING or FIGURE.match(text) is not None


def _named(rows: list[Row]) -> list[Row]:
    """The lines above the first figures name the columns: together they are the first row."""
    first = next((at for at, row in enumerate(rows) if any(_is_figure(cell) for cell in row[1:] if cell)), 0)
    if first < 2:
        return rows
    return [[list(chain(*column)) for column in zip(*rows[:first], strict=True)], *rows[first:]]


def _shows_itself(table: Table) -> bool:
    """Whether the rows are full, and columns of figures say that they are no text."""
    if len(table.rows) < FEWEST_ROWS or table.filled < LEAST_FILLED:
        return False
    if any(LEADERS.search(token.text) for token in table.words):
        return False
    columns = list(zip(*table.rows, strict=True))
    if len(columns) == 2 and len(table.rows) < FEWEST_PAIRS:
        return False
    figures = [column for column in columns[1:] if _counts(column)]
    return bool(figures) and not (len(figures) == 1 and _are_page_numbers(figures[0]))


def _counts(column: Sequence[Cell]) -> bool:
    under = [cell for cell in column[1:] if cell]
    return len(under) >= FEWEST_ROWS - 1 and sum(map(_is_figure, under)) >= LEAST_FIGURES * len(under)


def _are_page_numbers(column: Sequence[Cell]) -> bool:
    """Whole numbers that never fall, as beside the lines of a table of contents."""
    numbers = [cell[0].text for cell in column if cell]
    if not all(number.isdecimal() and len(number) < 5 for number in numbers):
        return False
    return all(int(before) <= int(after) for before, after in pairwise(numbers))
