"""The files attached to a PDF: to all of it, or pinned to a place on a page."""

import ctypes
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from curation.pipeline.errors import Damaged, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.reading.members import Member

PINNED = b"FileAttachment"
PACKED = b"/ObjStm"  # annotations may be inside, where a search of the bytes does not see them
LOOKED_AT = 30  # pages of such a file: each must be opened


def held(document: pdfium.PdfDocument, path: Path) -> bool:
    """Whether files are attached, as far as that can be told without opening every page."""
    if document.count_attachments():
        return True
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(PINNED) >= 0:
            return True
        packed = content.find(PACKED) >= 0
    return packed and any(True for page in islice(_pages(document), LOOKED_AT) for _ in _pinned(page))


def members(document: pdfium.PdfDocument, limits: Limits) -> Iterator[Member]:
    count = document.count_attachments()
    if count > limits.zip_entries:
        raise TooLarge("The file holds more other files than can be read.")
    try:
        for index in range(count):
            yield _member(document.get_attachment(index))
        for page in _pages(document):
            for attached in _pinned(page):
                yield _member(attached)
    except (pdfium.PdfiumError, ValueError) as error:
        raise Damaged("The file is damaged: what is attached to it cannot be read.") from error


def _member(attached: pdfium.PdfAttachment) -> Member:
    return attached.get_name(), bytes(attached.get_data())


def _pages(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage]:
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError:  # its reader says so
            continue
        try:
            yield page
        finally:
            page.close()


def _pinned(page: pdfium.PdfPage) -> Iterator[pdfium.PdfAttachment]:
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        with _annotation(page, index) as annotation:
            if pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                attached = pdfium_c.FPDFAnnot_GetFileAttachment(annotation)
                if attached and _has_content(attached):
                    yield pdfium.PdfAttachment(attached, page.pdf)


def _has_content(attached: Any) -> bool:
    return bool(pdfium_c.FPDFAttachment_GetFile(attached, None, 0, ctypes.c_ulong()))


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> Iterator[Any]:
    annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
    try:
        yield annotation
    finally:
        pdfium_c.FPDFPage_CloseAnnot(annotation)
