"""Tables whose cells are parted by lines."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from statistics import fmean

from curation.pipeline.layout import Token
from curation.pipeline.reading.pdf_cells import Cell, Table, in_rows, inside, trimmed
from curation.pipeline.reading.pdf_rulings import Ruling, Rulings

NEAR = 6.0  # pixels at 200 dpi: lines that meet are drawn no more exactly than this
NARROW = 18.0  # pixels: no column, but the margin of a shaded cell
FEWEST = 2  # rows, and columns
LEAST_FILLED = 0.5  # of the cells: a chart's grid holds less
WHOLE = 0.9  # of the width: what a line between rows spans
SMALL = 6  # so few cells must all hold something: boxes and arrows make such grids
LONG_CELL = 60  # words: where most words stand in such cells, the lines frame prose
MOST_RULINGS = 1_500
FIGURE = re.compile(r"\d")


def ruled(lines: Rulings, tokens: Sequence[Token]) -> list[Table]:
    """The tables that the rulings draw around words."""
    if not lines.down or not lines.across or len(lines.down) + len(lines.across) > MOST_RULINGS:
        return []
    found = (_table(grid, tokens) for grid in _grids(Rulings(_joined(lines.across), _joined(lines.down))))
    return [table for table in found if table and _is_table(table)]


def _joined(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Pieces of one line as one: borders are often drawn cell by cell, and bars have two edges."""
    joined: list[Ruling] = []
    at = 0.0
    level: list[Ruling] = []
    for ruling in sorted(rulings):
        if level and ruling.at - at > NEAR:
            joined += _along(level)
            level = []
        if not level:
            at = ruling.at
        level.append(ruling)
    return joined + _along(level)


def _along(level: Sequence[Ruling]) -> list[Ruling]:
    joined: list[Ruling] = []
    for ruling in sorted(level, key=lambda ruling: ruling.start):
        if joined and ruling.start <= joined[-1].end + NEAR:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, ruling.end))
        else:
            joined.append(ruling._replace(at=level[0].at))
    return joined


def _meet(across: Ruling, down: Ruling) -> bool:
    return across.start - NEAR <= down.at <= across.end + NEAR and down.start - NEAR <= across.at <= down.end + NEAR


def _grids(lines: Rulings) -> Iterator[Rulings]:
    """The lines in groups that hang together."""
    across, down = set(lines.across), set(lines.down)
    while down:
        grid = Rulings([], [down.pop()])
        for ruling in grid.down:  # grows as it goes
            for meeting in [other for other in across if _meet(other, ruling)]:
                across.discard(meeting)
                grid.across.append(meeting)
                more = [other for other in down if _meet(meeting, other)]
                down.difference_update(more)
                grid.down.extend(more)
        if grid.across:
            yield grid


def _table(grid: Rulings, tokens: Sequence[Token]) -> Table | None:
    xs = _borders(grid.down, grid.across)
    ys = _borders(grid.across, grid.down)
    whole = [ruling for ruling in grid.across if ruling.end - ruling.start > WHOLE * (xs[-1] - xs[0])]
    if len(xs) <= FEWEST or len(whole) < FEWEST:  # a diagram's lines go anywhere
        return None
    downs, acrosses = _at(grid.down, xs), _at(grid.across, ys)
    held = inside((xs[0], ys[0], xs[-1], ys[-1]), tokens)
    bands: list[list[Cell]] = [[[] for _ in xs[1:]] for _ in ys[1:]]
    for token in held:
        column = min(len(xs) - 2, bisect(xs, (token.left + token.right) / 2) - 1)
        row = min(len(ys) - 2, bisect(ys, (token.top + token.bottom) / 2) - 1)
        height = (ys[row] + ys[row + 1]) / 2
        while column and not _parts(downs[column], height):  # the cell goes over columns
            column -= 1
        across = (xs[column] + xs[column + 1]) / 2
        while row and not _parts(acrosses[row], across):
            row -= 1
        bands[row][column].append(token)
    rows = [row for band in bands for row in _rows_of(band)]
    return trimmed([[_read(cell) for cell in row] for row in rows])


def _borders(own: Sequence[Ruling], others: Sequence[Ruling]) -> list[float]:
    """Where columns, or rows, begin and end; many tables have no line around them."""
    level: list[float] = []
    places: list[float] = []
    for at in sorted([ruling.at for ruling in own] + [min(r.start for r in others), max(r.end for r in others)]):
        if level and at - level[-1] > NARROW:
            places.append(fmean(level))
            level = []
        level.append(at)
    return [*places, fmean(level)]


def _at(rulings: Sequence[Ruling], borders: Sequence[float]) -> list[list[Ruling]]:
    """The rulings that make each of the borders."""
    return [[ruling for ruling in rulings if abs(ruling.at - border) <= NARROW] for border in borders]


def _parts(border: Sequence[Ruling], across: float) -> bool:
    return any(ruling.start - NEAR <= across <= ruling.end + NEAR for ruling in border)


def _rows_of(band: list[Cell]) -> list[list[Cell]]:
    """What stands between two lines: one row, or as many as all of its columns count where one holds figures."""
    stacked = [in_rows(cell) for cell in band]
    counts = {len(rows) for rows in stacked if len(rows) > 1}
    figures = any(rows and all(any(FIGURE.search(t.text) for t in row) for row in rows) for rows in stacked[1:])
    if len(counts) != 1 or not figures:
        return [band]
    count = counts.pop()
    heights = [row[0].top for row in next(rows for rows in stacked if len(rows) == count)]
    if sum(len(rows) == count for rows in stacked) < FEWEST:
        return [band]
    split: list[list[Cell]] = [[[] for _ in band] for _ in range(count)]
    for column, rows in enumerate(stacked):
        for number, row in enumerate(rows):
            place = number if len(rows) == count else min(range(count), key=lambda at: abs(heights[at] - row[0].top))
            split[place][column] += row
    return split


def _read(cell: Cell) -> Cell:
    return [token for row in in_rows(cell) for token in row] if len(cell) > 1 else cell


def _is_table(table: Table) -> bool:
    lengths = [len(cell) for row in table.rows for cell in row]
    if len(table.rows) < FEWEST or len(table.rows[0]) < FEWEST:
        return False
    if not _names_all(table) and table.filled < (1.0 if len(lengths) <= SMALL else LEAST_FILLED):
        return False
    return sum(length for length in lengths if length > LONG_CELL) * 2 <= sum(lengths)


def _names_all(table: Table) -> bool:
    """Whether each row and each column but the first has a name: what is ticked off in such a table may be little."""
    return (
        len(table.rows) * len(table.rows[0]) > SMALL
        and all(table.rows[0][1:])
        and all(row[0] for row in table.rows[1:])
    )
