"""A PDF page's text layer as lines of words with boxes.

A word costs two calls into pdfium (the boxes of its first and last letter), not one per letter.
"""

import ctypes
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from curation.pipeline.hygiene import NO_TEXT, REMOVED
from curation.pipeline.layout import Line, Token

SOFT_BREAKS = "\x02\ufffe"  # pdfium's marks for a word that goes on in the next line
LINE = re.compile(f"[^\\s{SOFT_BREAKS}](?:[^\r\n{SOFT_BREAKS}]*[^\\s{SOFT_BREAKS}])?[{SOFT_BREAKS}]?")
WORD = re.compile(r"\S+")
BOLD = 600
BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi|-bd|cmbx", re.IGNORECASE)
Box = tuple[float, float, float, float]  # left, top, right, bottom
FINE = 64  # device units to a pixel, because pdfium answers in whole units


@dataclass(frozen=True, slots=True)
class TextLayer:
    raw: str  # as pdfium gives it
    lines: tuple[Line, ...]
    width: int  # of the page picture
    height: int
    note: str


class Projection:
    """From points of the page, as its fonts see them, to pixels of its picture: crop box and rotation included."""

    def __init__(self, page: pdfium.PdfPage, scale: float) -> None:
        width, height = page.get_size()
        self.width, self.height = max(1, round(width * scale)), max(1, round(height * scale))
        self._page = page
        origin, right, up = self._point(0, 0), self._point(1000, 0), self._point(0, 1000)
        self._x0, self._y0 = origin
        self._xx, self._yx = (right[0] - origin[0]) / 1000, (right[1] - origin[1]) / 1000
        self._xy, self._yy = (up[0] - origin[0]) / 1000, (up[1] - origin[1]) / 1000

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, self.width * FINE, self.height * FINE, 0)
        pdfium_c.FPDF_PageToDevice(self._page.raw, *size, x, y, across, down)
        return across.value / FINE, down.value / FINE

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Left, top, right, bottom in pixels."""
        if not (self._xy or self._yx):
            x1, x2 = self._x0 + self._xx * left, self._x0 + self._xx * right
            y1, y2 = self._y0 + self._yy * bottom, self._y0 + self._yy * top
        else:
            x1, x2 = (self._x0 + self._xx * x + self._xy * y for x, y in ((left, bottom), (right, top)))
            y1, y2 = (self._y0 + self._yx * x + self._yy * y for x, y in ((left, bottom), (right, top)))
        return (x1 if x1 < x2 else x2, y1 if y1 < y2 else y2, x2 if x1 < x2 else x1, y2 if y1 < y2 else y1)

    def shows(self, box: Box) -> bool:
        left, top, right, bottom = box
        return 0 <= (left + right) / 2 <= self.width and 0 <= (top + bottom) / 2 <= self.height


def read(page: pdfium.PdfPage, scale: float) -> TextLayer:
    projection = Projection(page, scale)
    text_page = page.get_textpage()
    try:
        raw = _characters(text_page)
        dirty = NO_TEXT.search(raw.translate(NO_SOFT_BREAKS)) is not None
        found = (_line(text_page, match, projection, dirty=dirty) for match in LINE.finditer(raw))
        lines = tuple(_joined([line for line in found if line]))
    finally:
        text_page.close()
    return TextLayer(raw, lines, projection.width, projection.height, REMOVED if dirty else "")


NO_SOFT_BREAKS = str.maketrans("", "", SOFT_BREAKS)


def _characters(text_page: pdfium.PdfTextPage) -> str:
    """The page's text with one character for each of pdfium's, so that an offset is an index."""
    count = text_page.count_chars()
    text = text_page.get_text_range() if count else ""
    if len(text) == count and max(text, default="") <= "\uffff":
        return text
    return "".join(map(chr, (pdfium_c.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))))


def _line(text_page: pdfium.PdfTextPage, found: re.Match[str], projection: Projection, *, dirty: bool) -> Line | None:
    tokens = []
    for word in WORD.finditer(found.string, *found.span()):
        text = word.group()
        if text[-1] in SOFT_BREAKS:
            text = text[:-1] + "-"
        if dirty:
            text = NO_TEXT.sub("", text)
        box = _box(text_page.raw, word.start(), word.end() - 1, projection)
        if text and box and projection.shows(box):
            tokens.append(Token(text, *box))
    return Line.of(tokens, *_type(text_page.raw, found)) if tokens else None


_FIRST, _LAST = pdfium_c.FS_RECTF(), pdfium_c.FS_RECTF()
_MATRIX = pdfium_c.FS_MATRIX()


def _box(raw: Any, first: int, last: int, projection: Projection) -> Box | None:
    """The box around a word, from the line-high boxes of its ends."""
    start, end = _FIRST, _LAST
    if not pdfium_c.FPDFText_GetLooseCharBox(raw, first, start):
        return None
    if last == first or not pdfium_c.FPDFText_GetLooseCharBox(raw, last, end):
        end = start
    if end.left >= start.left and end.bottom == start.bottom and end.top == start.top:  # upright, as nearly all text is
        return projection.box(start.left, start.bottom, end.right, end.top)
    return projection.box(
        min(start.left, end.left), min(start.bottom, end.bottom), max(start.right, end.right), max(start.top, end.top)
    )


def _type(raw: Any, found: re.Match[str]) -> tuple[float, bool]:
    """The size of a line's letters, as its longest word shows it, and whether it is bold from end to end."""
    longest = max(WORD.finditer(found.string, *found.span()), key=lambda word: word.end() - word.start())
    size = pdfium_c.FPDFText_GetFontSize(raw, longest.start())
    if pdfium_c.FPDFText_GetMatrix(raw, longest.start(), _MATRIX):
        size *= (_MATRIX.b**2 + _MATRIX.d**2) ** 0.5 or 1.0
    return size, _is_bold(raw, found.start()) and _is_bold(raw, found.end() - 1)


def _is_bold(raw: Any, index: int) -> bool:
    if pdfium_c.FPDFText_GetFontWeight(raw, index) >= BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(raw, index, name, len(name), None)
    return BOLD_NAME.search(name.value) is not None


def _joined(lines: list[Line]) -> list[Line]:
    """pdfium ends a line at a raised sign; what follows on its right, at its height, is the same line."""
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            before = joined[-1]
            first = line.tokens[0]
            glued = first.left - before.right < 0.15 * (first.bottom - first.top)
            tokens = [*before.tokens, first._replace(glued=glued), *line.tokens[1:]]
            joined[-1] = Line.of(tokens, max(before.size, line.size), before.bold)
        else:
            joined.append(line)
    return joined


def _goes_on(before: Line, line: Line) -> bool:
    last, first = before.tokens[-1], line.tokens[0]
    height = max(last.bottom - last.top, first.bottom - first.top)
    overlap = min(last.bottom, first.bottom) - max(last.top, first.top)
    return overlap > 0.5 * min(last.bottom - last.top, first.bottom - first.top) and (
        -0.3 * height < first.left - last.right < height
    )
