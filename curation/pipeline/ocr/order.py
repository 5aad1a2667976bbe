"""The reading order of lines that an engine gives from top to bottom only."""

from collections.abc import Sequence
from itertools import compress, pairwise
from operator import not_
from statistics import median

from curation.pipeline.layout import Line, Token

GUTTER = 0.6  # line heights of white between columns
COLUMN_LINES = 3  # a column has at least these, ...
COLUMN_SHARE = 0.15  # ... this share of the lines that are parted, ...
COLUMN_HEIGHT = 4  # ... and this many line heights
JUMP = 4  # line heights from the foot of one column to the head of the next


def columns(lines: Sequence[Line]) -> int:
    """How many columns the order of these lines goes down: each begins with a jump up and to the right."""
    height = _usual_height(lines)
    return 1 + sum(
        before.top - line.top > JUMP * height and line.left > before.left + height for before, line in pairwise(lines)
    )


def in_order_of(known: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """The lines in the order in which the known lines nearest to them come."""
    return sorted(lines, key=lambda line: (min(range(len(known)), key=lambda n: _apart(known[n], line)), line.left))


def _apart(one: Line, other: Line) -> float:
    across = max(one.left - other.right, other.left - one.right, 0)
    down = abs(one.top + one.bottom - other.top - other.bottom) / 2
    return across + 2 * down


def by_columns(lines: Sequence[Line]) -> list[Line]:
    """Cut the page along its white: first between columns, then between lines; pieces of one line are joined."""
    return _cut(list(lines), _usual_height(lines)) if lines else []


def _cut(lines: list[Line], height: float) -> list[Line]:
    if len(lines) < 2:
        return lines
    parts = _columns_apart(lines, height) or _rows_apart(lines)
    if parts:
        return _cut(parts[0], height) + _cut(parts[1], height)
    return [_joined(row) for row in _rows(lines, height)]


def _columns_apart(lines: list[Line], height: float) -> tuple[list[Line], list[Line]] | None:
    """Left and right of the widest gutter that has a column on both sides."""
    spans = [(line.left + 0.1 * height, line.right - 0.1 * height) for line in lines]
    for width, middle in sorted(_gaps(spans), reverse=True):
        if width <= GUTTER * height:
            return None
        parts = _parted(lines, [line.left + line.right < 2 * middle for line in lines])
        least = max(COLUMN_LINES, COLUMN_SHARE * len(lines))
        if all(len(part) >= least and _tall(part) > COLUMN_HEIGHT * height for part in parts):
            return parts
    return None


def _rows_apart(lines: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """Above and below the highest band of white."""
    gaps = _gaps([(line.top, line.bottom) for line in lines])
    if not gaps:
        return None
    _, middle = max(gaps)
    parts = _parted(lines, [line.top + line.bottom < 2 * middle for line in lines])
    return parts if all(parts) else None


def _parted(lines: list[Line], first: list[bool]) -> tuple[list[Line], list[Line]]:
    return list(compress(lines, first)), list(compress(lines, map(not_, first)))


def _gaps(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The width and the middle of every gap that no span covers."""
    spans = sorted(spans)
    gaps, end = [], spans[0][1]
    for start, stop in spans[1:]:
        if start > end:
            gaps.append((start - end, (start + end) / 2))
        end = max(end, stop)
    return gaps


def _rows(lines: list[Line], height: float) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_middle):
        if rows and abs(_middle(rows[-1][0]) - _middle(line)) < 0.5 * height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _joined(row: list[Line]) -> Line:
    tokens: list[Token] = [token for line in sorted(row, key=lambda line: line.left) for token in line.tokens]
    return Line.of(tokens, median(line.size for line in row), begins=row[0].begins)


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _tall(lines: list[Line]) -> float:
    return max(line.bottom for line in lines) - min(line.top for line in lines)


def _usual_height(lines: Sequence[Line]) -> float:
    return median(line.bottom - line.top for line in lines) if lines else 1.0
