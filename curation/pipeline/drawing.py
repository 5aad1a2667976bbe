"""Page pictures for people to look at: each page is drawn once, and written in the widths that are wanted."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from curation.pipeline.errors import Damaged, Unsupported
from curation.pipeline.limits import Limits
from curation.pipeline.media import PDF
from curation.pipeline.pictures import FORMATS, MOST_PIXELS, load, render, scale_for
from curation.pipeline.sniff import check_magic

Draw = Callable[[int, int], Image.Image]  # a page's number and angle -> its picture


@contextmanager
def opened(path: Path, media_type: str, width: int) -> Iterator[Draw]:
    """The open file as a function that draws a page `width` pixels wide, turned clockwise as it was read."""
    if media_type == PDF:
        with _open_pdf(path) as document:
            yield lambda number, angle: _turned(_draw(document, number, width, sideways=angle % 180 != 0), angle)
    elif media_type in FORMATS:
        yield lambda number, angle: _turned(load(path, media_type, number, Limits()), angle)
    else:
        raise Unsupported("Pages of this kind of file have no picture.")


def webps(picture: Image.Image, widths: Iterable[int]) -> dict[int, bytes]:
    """The picture as a WebP file for each width, none wider than it is. The picture is left as the smallest."""
    files = {}
    for width in sorted(widths, reverse=True):
        picture.thumbnail((width, MOST_PIXELS // width))
        written = BytesIO()
        picture.save(written, "WEBP", quality=80, method=2)
        files[width] = written.getvalue()
    return files


@contextmanager
def _open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    check_magic(path, PDF)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise Damaged("The file is damaged: it cannot be opened as a PDF.") from error
    with document:
        document.init_forms()  # what is filled into a form is drawn only then
        yield document


def _draw(document: pdfium.PdfDocument, number: int, width: int, *, sideways: bool) -> Image.Image:
    try:
        page = document[number - 1]
        try:
            across, down = page.get_size()
            wanted = width / max(down if sideways else across, 1)
            return render(page, scale_for(across, down, wanted=wanted), grayscale=False).copy()
        finally:
            page.close()
    except (pdfium.PdfiumError, IndexError) as error:
        raise Damaged("This page is damaged and cannot be drawn.") from error


def _turned(picture: Image.Image, angle: int) -> Image.Image:
    return picture.rotate(-angle, expand=True) if angle else picture
