"""Where the marks of a chart go: numbers in, numbers out; a template draws them.

Across, all is in percent of the drawing's width; down, in rem. So a chart fits any width without its words
shrinking, and grows with the person's text size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

ROW = 2.75  # height of one horizontal bar with its words above it
BAR = 0.875
WORDS = 1.0  # baseline of a row's words
PLOT_TOP, PLOT_BOTTOM, COLUMNS_HEIGHT = 0.75, 12.0, 14.75
COLUMN_SHARE = 0.7  # of its slot; the rest is air
DAY_WORDS = 8  # at most so many below the columns, so that they do not run into each other
MOST_SERIES = 6  # as many as there are textures to tell apart


@dataclass(frozen=True, slots=True)
class Series:
    """One number for each category."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle standing for one number; `series` counts from 1."""

    x: float
    y: float
    width: float
    height: float
    series: int
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    total: int
    y: float
    marks: tuple[Mark, ...]
    address: str = ""  # where its label leads


@dataclass(frozen=True, slots=True)
class Column:
    words: tuple[str, ...]  # one below the other; none where there is no room
    x: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Bars:
    rows: tuple[Row, ...]
    height: float

    @property
    def leads_on(self) -> bool:
        return any(row.address for row in self.rows)


@dataclass(frozen=True, slots=True)
class Columns:
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    height: float = COLUMNS_HEIGHT
    bottom: float = PLOT_BOTTOM


def bars(
    labels: Sequence[str], series: Sequence[Series], *, full: int = 0, addresses: Sequence[str] | None = None
) -> Bars:
    """Horizontal bars, one below the other, their parts side by side; `full`, else the longest, fills the width."""
    check(labels, series)
    longest = full or max(totals(series), default=0) or 1
    rows = []
    for at, (label, total, address) in enumerate(
        zip(labels, totals(series), addresses or [""] * len(labels), strict=True)
    ):
        marks, x = [], 0.0
        for number, part in enumerate(series, start=1):
            width = 100 * part.values[at] / longest
            if width:
                y = at * ROW + WORDS + 0.5
                marks.append(Mark(shown(x), shown(y), shown(width), BAR, number, title(label, part, at)))
            x += width
        rows.append(Row(label, total, shown(at * ROW + WORDS), tuple(marks), address))
    return Bars(tuple(rows), shown(len(rows) * ROW))


def columns(labels: Sequence[str], series: Sequence[Series]) -> Columns:
    """Vertical bars side by side, their parts on top of each other, under a scale of round numbers."""
    check(labels, series)
    values = ticks(max(totals(series), default=0))
    per_unit = (PLOT_BOTTOM - PLOT_TOP) / values[-1]
    slot = 100 / max(len(labels), 1)
    every = ceil(len(labels) / DAY_WORDS)
    drawn = []
    for at, label in enumerate(labels):
        marks, y = [], PLOT_BOTTOM
        for number, part in enumerate(series, start=1):
            height = per_unit * part.values[at]
            y -= height
            if height:
                x = slot * (at + (1 - COLUMN_SHARE) / 2)
                width = slot * COLUMN_SHARE
                marks.append(Mark(shown(x), shown(y), shown(width), shown(height), number, title(label, part, at)))
        # Counted from the end, so that the last day always has its words.
        words = tuple(label.split()) if (len(labels) - 1 - at) % every == 0 else ()
        drawn.append(Column(words, shown(slot * (at + 0.5)), tuple(marks)))
    return Columns(tuple(drawn), tuple(Tick(shown(PLOT_BOTTOM - per_unit * value), value) for value in values))


def ticks(top: int) -> list[int]:
    """Round numbers from 0 to at least `top`, in four steps or fewer."""
    size = 10 ** int(log10(max(top / 4, 1)))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor * 4 >= top)
    return [step * n for n in range(max(ceil(top / step), 1) + 1)]


def totals(series: Sequence[Series]) -> list[int]:
    return [sum(values) for values in zip(*(part.values for part in series), strict=True)]


def title(label: str, part: Series, at: int) -> str:
    return f"{label}, {part.name}: {part.values[at]}"


def check(labels: Sequence[str], series: Sequence[Series]) -> None:
    if not 0 < len(series) <= MOST_SERIES:
        raise ValueError(f"A chart shows 1 to {MOST_SERIES} series, not {len(series)}.")
    if any(len(part.values) != len(labels) for part in series):
        raise ValueError("Every series needs one number for each label.")


def shown(number: float) -> float:
    """Short enough for a page, exact enough for an eye."""
    return round(number, 3)
