"""The straight lines on a PDF page that part the cells of tables: strokes, and the edges of bars and boxes."""

import ctypes
from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from curation.pipeline.reading.pdf_boxes import Box, Matrix, Projection

SHORTEST = 16.0  # pixels at 200 dpi
MOST_PATHS = 3_000  # on a page: what has more is a drawing
MOST_POINTS = 4_000


class Ruling(NamedTuple):
    """A line at `at` across the other axis, from `start` to `end` along its own."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    across: list[Ruling]  # y, from x to x
    down: list[Ruling]  # x, from y to y


def rulings(paths: Sequence[tuple[Any, Matrix]], projection: Projection) -> Rulings:
    found = Rulings([], [])
    if len(paths) > MOST_PATHS or sum(pdfium_c.FPDFPath_CountSegments(path) for path, _ in paths) > MOST_POINTS:
        return found
    reaches = [_reach(path, matrix, projection) for path, matrix in paths]
    # Cells take lines both ways, and most pages have them in one at most: so it is known before a point is looked at.
    if max((across for across, _ in reaches), default=0) < SHORTEST or max(down for _, down in reaches) < SHORTEST:
        return found
    for (path, matrix), reach in zip(paths, reaches, strict=True):
        if max(reach) >= SHORTEST:
            for stroke in _strokes(path, matrix, projection):
                _add(found, stroke)
    return found


_SIDES = tuple(ctypes.c_float() for _ in range(4))


def _reach(path: Any, matrix: Matrix, projection: Projection) -> tuple[float, float]:
    """How far a path goes across and down at most, in pixels; a little more, as its sides are rounded."""
    if not pdfium_c.FPDFPageObj_GetBounds(path, *_SIDES):
        return inf, inf
    left, bottom, right, top = (side.value for side in _SIDES)
    a, b, c, d, _, _ = matrix
    width, height = right - left, top - bottom
    across, down = projection.extent(abs(a) * width + abs(c) * height, abs(b) * width + abs(d) * height)
    return across + 1, down + 1


def _add(found: Rulings, stroke: Box) -> None:
    left, top, right, bottom = stroke
    if right - left >= SHORTEST:
        found.across.append(Ruling((top + bottom) / 2, left, right))
    elif bottom - top >= SHORTEST:
        found.down.append(Ruling((left + right) / 2, top, bottom))


def _strokes(path: Any, matrix: Matrix, projection: Projection) -> Iterator[Box]:
    """The path's strokes along an axis; a rectangle has four, and a thin bar two that are one for us."""
    own = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(path, own):
        own = pdfium_c.FS_MATRIX(1, 0, 0, 1, 0, 0)
    count = pdfium_c.FPDFPath_CountSegments(path)
    corners = [_point(pdfium_c.FPDFPath_GetPathSegment(path, index)) for index in range(count)]
    before: tuple[float, float] | None = None
    begin: tuple[float, float] | None = None
    for kind, x, y, closes in corners:
        here = _placed(own, matrix, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            begin = here
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO and before:
            yield from _stroke(before, here, projection)
        before = here
        if closes and begin:
            yield from _stroke(here, begin, projection)


def _stroke(a: tuple[float, float], b: tuple[float, float], projection: Projection) -> Iterator[Box]:
    left, top, right, bottom = projection.box(a[0], a[1], b[0], b[1])
    if right - left < 2 or bottom - top < 2:  # pixels: a slanted stroke is no ruling
        yield left, top, right, bottom


_X, _Y = ctypes.c_float(), ctypes.c_float()


def _point(segment: Any) -> tuple[int, float, float, bool]:
    pdfium_c.FPDFPathSegment_GetPoint(segment, _X, _Y)
    closes = bool(pdfium_c.FPDFPathSegment_GetClose(segment))
    return pdfium_c.FPDFPathSegment_GetType(segment), _X.value, _Y.value, closes


def _placed(own: Any, outer: Matrix, x: float, y: float) -> tuple[float, float]:
    x, y = own.a * x + own.c * y + own.e, own.b * x + own.d * y + own.f
    a, b, c, d, e, f = outer
    return a * x + c * y + e, b * x + d * y + f
