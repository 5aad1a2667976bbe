"""PDF through pypdf, for files that pdfium cannot open: text without boxes or page pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from curation.pipeline.errors import Damaged, Encrypted, TooLarge
from curation.pipeline.hygiene import clean
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import PDF
from curation.pipeline.reading import PageReader
from curation.pipeline.reading.pdf_labels import labels_of
from curation.pipeline.sniff import check_magic
from curation.pipeline.types import Method, Outline, Page

# What pypdf lets through on files that break the format's rules.
BROKEN = (
    PyPdfError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    AssertionError,
)
NO_PICTURES = "The file is damaged: its text could be read, but its pages cannot be drawn."


def outline(path: Path, limits: Limits) -> Outline:
    with _opened(path) as document:
        try:
            count = len(document.pages)
            labels = labels_of(document.page_labels) if count <= limits.pages else ()
        except BROKEN as error:
            raise Damaged("The file is damaged: its pages cannot be counted.") from error
    if count == 0:
        raise Damaged("The file is damaged: it has no pages.")
    if count > limits.pages:
        raise TooLarge(f"The file has more than {limits.pages} pages.")
    return Outline(count, has_pictures=False, labels=labels)


@contextmanager
def opened(path: Path, options: Options) -> Iterator[PageReader]:
    with _opened(path) as document:
        yield lambda number: _read(document, number)


@contextmanager
def _opened(path: Path) -> Iterator[PdfReader]:
    check_magic(path, PDF)
    try:
        document = PdfReader(path)
        locked = document.is_encrypted and not document.decrypt("")
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be opened as a PDF.") from error
    if locked:
        raise Encrypted("The file is protected with a password. Upload a copy without one.")
    with document:
        yield document


def _read(document: PdfReader, number: int) -> Page:
    try:
        text, note = clean(document.pages[number - 1].extract_text())
    except BROKEN as error:
        raise Damaged("This page is damaged and cannot be read.") from error
    method = Method.TEXT if text.strip() else Method.BLANK
    return Page(number, text.strip(), method, note=f"{NO_PICTURES} {note}".strip())
