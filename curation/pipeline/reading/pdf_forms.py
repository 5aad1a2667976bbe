"""What is filled into the form on a PDF page. It is not in the page's text, but people read it there."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from curation.pipeline.hygiene import clean
from curation.pipeline.layout import Line, Token
from curation.pipeline.reading.pdf_boxes import Box, Projection

MOST_FIELDS = 5_000
WRITTEN = {
    pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX
}  # fmt: skip
TICKED = {pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON}
TICK = "[x]"


def filled(page: pdfium.PdfPage, lines: Sequence[Line], projection: Projection) -> list[Line]:
    """The lines with the form's values in their places: beside their label, or on lines of their own at the end."""
    result = list(lines)
    if not page.formenv:
        return result
    for text, box in _values(page, projection):
        tokens = [Token(word, *box) for word in text.split()]
        row = _row(result, box)
        if row is None:
            result.append(Line.of(tokens, 0.0, begins=True))
        else:
            before = [token for token in result[row].tokens if token.left < box[0]]
            after = result[row].tokens[len(before) :]
            joined = Line.of([*before, *tokens, *after], result[row].size, result[row].bold)
            result[row] = joined._replace(begins=result[row].begins, told=result[row].told)
    return result


def _values(page: pdfium.PdfPage, projection: Projection) -> Iterator[tuple[str, Box]]:
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), MOST_FIELDS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        try:
            text = _value(page.formenv.raw, annotation)
            if text:
                place = pdfium_c.FS_RECTF()
                pdfium_c.FPDFAnnot_GetRect(annotation, place)
                yield text, projection.box(place.left, place.bottom, place.right, place.top)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _value(form: Any, annotation: Any) -> str:
    if pdfium_c.FPDFAnnot_GetSubtype(annotation) != pdfium_c.FPDF_ANNOT_WIDGET:
        return ""
    if pdfium_c.FPDFAnnot_GetFlags(annotation) & pdfium_c.FPDF_ANNOT_FLAG_HIDDEN:
        return ""
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in TICKED:
        return TICK if pdfium_c.FPDFAnnot_IsChecked(form, annotation) else ""
    if kind not in WRITTEN:
        return ""
    length = pdfium_c.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium_c.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)
    return clean(bytes(buffer).decode("utf-16-le", "ignore").partition("\0")[0])[0].strip()


def _row(lines: Sequence[Line], box: Box) -> int | None:
    """The line that stands at the height of a field, the nearest when several do."""
    _, top, _, bottom = box
    beside = [
        (max(line.left - box[2], box[0] - line.right, 0), at)
        for at, line in enumerate(lines)
        if min(line.bottom, bottom) - max(line.top, top) > 0.5 * min(line.bottom - line.top, bottom - top)
    ]
    return min(beside)[1] if beside else None
