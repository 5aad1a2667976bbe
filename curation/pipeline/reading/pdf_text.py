"""A PDF page's text layer as lines of words with boxes.

A word costs two calls into pdfium (the boxes of its first and last letters), not one for every letter.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from curation.pipeline.hygiene import NO_TEXT, REMOVED
from curation.pipeline.layout import Line, Token
from curation.pipeline.reading.pdf_boxes import Box, Projection

SOFT_BREAKS = "\x02\ufffe"  # pdfium's marks for a word that goes on in the next line
WORD = re.compile(f"[^\\s{SOFT_BREAKS}]+[{SOFT_BREAKS}]?")
LINE_END = re.compile(r"[\r\n]")
BOLD = 600
BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi|-bd|cmbx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextLayer:
    raw: str  # as pdfium gives it
    lines: tuple[Line, ...]
    width: int  # of the page picture
    height: int
    note: str


def read(page: pdfium.PdfPage, projection: Projection) -> TextLayer:
    text_page = page.get_textpage()
    try:
        raw = _characters(text_page)
        dirty = NO_TEXT.search(without_soft_breaks(raw)) is not None
        words = [word.span() for word in WORD.finditer(raw)]
        boxes = projection.word_boxes(text_page, words)
        lines = [
            Line.of(tokens, *_type(text_page.raw, first, last, longest))
            for tokens, first, last, longest in _lines(raw, words, boxes, dirty=dirty)
        ]
    finally:
        text_page.close()
    return TextLayer(raw, tuple(_joined(lines)), projection.width, projection.height, REMOVED if dirty else "")


def without_soft_breaks(raw: str) -> str:
    return raw.replace(SOFT_BREAKS[0], "").replace(SOFT_BREAKS[1], "")  # 40 times as fast as str.translate


def _characters(text_page: pdfium.PdfTextPage) -> str:
    """The page's text with one character for each of pdfium's, so that an offset is an index."""
    count = text_page.count_chars()
    text = text_page.get_text_range() if count else ""
    if len(text) == count and len(text.encode("utf-16-le", "surrogatepass")) == 2 * count:  # a unit for each
        return text
    return "".join(map(chr, (pdfium_c.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))))


def _lines(
    raw: str, words: Sequence[tuple[int, int]], boxes: Sequence[Box | None], *, dirty: bool
) -> Iterator[tuple[list[Token], int, int, int]]:
    """The words of each line, with the places of its first and last characters and of its longest word."""
    tokens: list[Token] = []
    first, last, longest, length, ended = 0, -1, 0, 0, False
    for (start, end), box in zip(words, boxes, strict=True):
        # Between most words stands one space: then nothing has to be searched for.
        if ended or (last >= 0 and raw[last + 1 : start] != " " and LINE_END.search(raw, last, start)):
            if tokens:
                yield tokens, first, last, longest
            tokens, first, longest, length = [], start, start, 0
        last = end - 1
        text = raw[start:end]
        if end - start > length:
            longest, length = start, end - start
        ended = text[-1] in SOFT_BREAKS
        if ended:
            text = text[:-1] + "-"
        if dirty:
            text = NO_TEXT.sub("", text)
        if text and box:
            tokens.append(Token(text, *box))
    if tokens:
        yield tokens, first, last, longest


_MATRIX = pdfium_c.FS_MATRIX()
_NAME = ctypes.create_string_buffer(128)


def _type(raw: Any, first: int, last: int, longest: int) -> tuple[float, bool]:
    """The size of a line's letters, as its longest word shows it, and whether it is bold from end to end."""
    size = pdfium_c.FPDFText_GetFontSize(raw, longest)
    if pdfium_c.FPDFText_GetMatrix(raw, longest, _MATRIX):
        size *= (_MATRIX.b**2 + _MATRIX.d**2) ** 0.5 or 1.0
    return size, _is_bold(raw, first) and _is_bold(raw, last)


def _is_bold(raw: Any, index: int) -> bool:
    if pdfium_c.FPDFText_GetFontWeight(raw, index) >= BOLD:
        return True
    _NAME.value = b""
    pdfium_c.FPDFText_GetFontInfo(raw, index, _NAME, len(_NAME), None)
    return BOLD_NAME.search(_NAME.value) is not None


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
