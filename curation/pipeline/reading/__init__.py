"""A file in, pages out: one reader per media type, in one dictionary.

A reader is a module with two functions, `outline` and `opened`. It is named here and imported only in the
process that reads: the libraries behind it take 0.1 s to load and must never parse anything in a worker.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from curation.pipeline import media
from curation.pipeline.errors import Damaged, TooLarge, Unsupported
from curation.pipeline.limits import Limits, Options
from curation.pipeline.types import Outline, Page

# In the order they are tried: a later one opens what the one before it calls damaged.
READERS: dict[str, tuple[str, ...]] = {
    media.PDF: ("pdf", "pdf_second"),
    **dict.fromkeys((media.PNG, media.JPEG, media.TIFF, media.WEBP, media.BMP, media.HEIC), ("image",)),
    media.DOCX: ("docx",),
    media.ODT: ("opendocument",),
    media.RTF: ("rtf",),
    media.EPUB: ("book",),
    media.PPTX: ("slides",),
    **dict.fromkeys((media.XLSX, media.XLS, media.ODS), ("spreadsheet",)),
    **dict.fromkeys((media.CSV, media.TSV), ("separated",)),
    media.JSONL: ("json_lines",),
    media.HTML: ("html",),
    media.EML: ("mail",),
    **dict.fromkeys((media.VTT, media.SRT), ("subtitles",)),
    media.TEXT: ("plain",),
    media.MARKDOWN: ("markdown",),
    media.RST: ("restructured",),
}


PageReader = Callable[[int], Page]


class Reader(Protocol):
    def outline(self, path: Path, limits: Limits) -> Outline:
        """What is known before a page is read; raise UnreadableDocument."""

    def opened(self, path: Path, options: Options) -> AbstractContextManager[PageReader]:
        """The open file as a function from a page's number to the page. A page that fails harms no other."""


def outline(path: Path, media_type: str, limits: Limits) -> Outline:
    *earlier, last = _readers(media_type)
    for reader in earlier:
        try:
            return reader.outline(path, limits)
        except Damaged:
            continue
    return last.outline(path, limits)


@contextmanager
def opened(path: Path, media_type: str, options: Options) -> Iterator[PageReader]:
    with _open_first(_readers(media_type), path, options) as read_page:
        yield lambda number: _checked(read_page(number), options.limits)


def pages(path: Path, media_type: str, numbers: Iterable[int], options: Options) -> Iterator[Page]:
    """The pages asked for; the first that cannot be read ends it."""
    with opened(path, media_type, options) as read_page:
        for number in numbers:
            yield read_page(number)


@contextmanager
def _open_first(readers: list[Reader], path: Path, options: Options) -> Iterator[PageReader]:
    with ExitStack() as stack:
        *earlier, last = readers
        for reader in earlier:
            try:
                read_page = stack.enter_context(reader.opened(path, options))
                break
            except Damaged:
                continue
        else:
            read_page = stack.enter_context(last.opened(path, options))
        yield read_page


def _checked(page: Page, limits: Limits) -> Page:
    if len(page.text) > limits.page_text:
        raise TooLarge("This page holds more text than one page can.")
    return page


def _readers(media_type: str) -> list[Reader]:
    if media_type not in READERS:
        raise Unsupported("This kind of file cannot be read.")
    return [cast(Reader, import_module(f"{__name__}.{name}")) for name in READERS[media_type]]
