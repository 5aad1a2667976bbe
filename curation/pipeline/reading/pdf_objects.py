"""What stands on a PDF page besides text: pictures, lines, invisible text, comments."""

import ctypes
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from curation.pipeline.hygiene import clean
from curation.pipeline.layout import Line, Token
from curation.pipeline.reading.pdf_boxes import Box, Matrix, Projection

MOST_OBJECTS = 20_000  # looked at: a map may hold a million strokes, and 200 decide
DEEPEST = 4
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawn:
    """Counts over a page; boxes in pixels of its picture."""

    page_area: float
    pictures: list[Box] = field(default_factory=list)
    paths: list[tuple[Any, Matrix]] = field(default_factory=list)  # handles, good while the page is open
    texts: int = 0
    invisible_texts: int = 0
    comments: tuple[Line, ...] = ()  # what free text comments say
    unread_comments: int = 0  # stamps, and free text whose words are only in its picture

    @property
    def largest_picture(self) -> float:
        """The share of the page that its largest picture covers."""
        return max((_area(box) / self.page_area for box in self.pictures), default=0.0)

    @property
    def pictured(self) -> float:
        return min(1.0, sum(_area(box) for box in self.pictures) / self.page_area)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def survey(page: pdfium.PdfPage, projection: Projection) -> Drawn:
    drawn = Drawn(projection.width * projection.height)
    for kind, item, matrix in _objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            drawn.paths.append((item, matrix))
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            drawn.texts += 1
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item)
            drawn.invisible_texts += mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE and (box := _bounds(item, matrix, projection)):
            drawn.pictures.append(box)
    _read_comments(page, projection, drawn)
    return drawn


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, Any, Matrix]]:
    """The objects of the page, those inside forms too: kind, handle and the matrix that places it."""
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)
    pending = deque((pdfium_c.FPDFPage_GetObject(page.raw, index), IDENTITY, 0) for index in range(count))
    for _ in range(MOST_OBJECTS):  # forms may hold each other without end
        if not pending:
            return
        item, matrix, depth = pending.popleft()
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield kind, item, matrix
        elif depth < DEEPEST:
            inner = _placed(item, matrix)
            count = min(pdfium_c.FPDFFormObj_CountObjects(item), MOST_OBJECTS)
            pending.extend((pdfium_c.FPDFFormObj_GetObject(item, index), inner, depth + 1) for index in range(count))


def _placed(form: Any, outer: Matrix) -> Matrix:
    """The matrix of a form's content: its own, then that of what holds it."""
    own = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(form, own):
        return outer
    a, b, c, d, e, f = outer
    return (
        own.a * a + own.b * c,
        own.a * b + own.b * d,
        own.c * a + own.d * c,
        own.c * b + own.d * d,
        own.e * a + own.f * c + e,
        own.e * b + own.f * d + f,
    )


def _bounds(item: Any, matrix: Matrix, projection: Projection) -> Box | None:
    """The part of the page picture that an object covers."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    box = projection.box(min(xs), min(ys), max(xs), max(ys))
    left_px, top_px = max(0.0, box[0]), max(0.0, box[1])
    right_px, bottom_px = min(float(projection.width), box[2]), min(float(projection.height), box[3])
    return (left_px, top_px, right_px, bottom_px) if right_px > left_px and bottom_px > top_px else None


def _read_comments(page: pdfium.PdfPage, projection: Projection, drawn: Drawn) -> None:
    """Free text comments are part of what a page says, but not of its text layer."""
    lines: list[Line] = []
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), MOST_OBJECTS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        if kind in {pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP}:
            found = _comment(annotation, projection) if kind == pdfium_c.FPDF_ANNOT_FREETEXT else []
            lines += found
            drawn.unread_comments += not found
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    drawn.comments = tuple(lines)


def _comment(annotation: Any, projection: Projection) -> list[Line]:
    """A comment's lines; its place is known as a whole, so each word is given all of it."""
    length = pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", ctypes.cast(buffer, _WIDE), length)
    text, _ = clean(buffer.raw.decode("utf-16-le", "ignore"))
    place = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(annotation, place)
    box = projection.box(place.left, place.bottom, place.right, place.top)
    rows = [[Token(word, *box) for word in row.split()] for row in text.splitlines()]
    return [Line.of(tokens, 0.0, begins=True) for tokens in rows if tokens]


_WIDE = ctypes.POINTER(ctypes.c_ushort)
