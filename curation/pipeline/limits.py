"""How much of a file, and of this machine, reading may take. Passed in, never read from settings."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    file_bytes: int = 200 * 2**20
    markup_bytes: int = 12 * 2**20  # of text whose marks must be parsed as a whole
    rows: int = 500_000  # of a table of separated values
    zip_bytes: int = 200_000_000  # unpacked, all entries together
    zip_entries: int = 2_000
    zip_ratio: int = 200  # unpacked to packed
    pixels: int = 100_000_000  # of a picture as stored in the file
    pages: int = 2_000
    page_text: int = 2_000_000  # characters


@dataclass(frozen=True, slots=True)
class Options:
    """How pages are read. `batch_seconds` must exceed `page_seconds`, so that every batch settles a page."""

    languages: tuple[str, ...] = ("eng", "spa")  # Tesseract's codes
    spoken: str = ""  # the document's language as its first pages show it, a two-letter code
    follow: bool = True  # whether a page that shows another language is read in that one
    recognise: bool = False  # what is on a page's picture, even where the file has text for it
    dpi: int = 200
    angle: int | None = None  # degrees to turn page pictures clockwise; None finds out
    clean: bool | None = None  # as for a photograph of a page; None where the picture shows that it needs it
    second_engine: bool = True  # for pages that the first is unsure of
    prefer_second: bool = False  # as for handwriting and tables
    cache: Path | None = None  # what was recognised in this file before
    ocr_seconds: int = 60  # for one page
    page_seconds: int = 90  # for one page, everything included
    batch_seconds: int = 200
    limits: Limits = field(default_factory=Limits)
