"""ZIP containers: sums and names are checked from the directory, before an entry is trusted."""

import re
import zipfile
import zlib
from pathlib import Path

from curation.pipeline.errors import Damaged, Encrypted, TooLarge
from curation.pipeline.limits import Limits

CHUNK = 1 << 20
# A document type begins every XML bomb and every external entity, and Word never writes one.
# Parts may be UTF-16, so the mark is looked for in both widths.
DOCTYPE = re.compile(rb"<!DOCTYPE|<\0!\0D\0O\0C\0T\0Y\0P\0E\0|\0<\0!\0D\0O\0C\0T\0Y\0P\0E", re.IGNORECASE)
LONGEST_MARK = 32
CONTENT_TYPES = "[Content_Types].xml"
WORD_MAIN = b"wordprocessingml.document.main+xml"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


def check(path: Path, limits: Limits) -> None:
    """Raise UnreadableDocument unless unpacking every entry is cheap and its XML is inert."""
    try:
        with zipfile.ZipFile(path) as container:
            entries = container.infolist()
            _check_sums(path, entries, limits)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(container, entry)
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be unpacked.") from error


def is_word(path: Path) -> bool:
    """Whether a checked container declares a Word document as its main part."""
    try:
        with zipfile.ZipFile(path) as container:
            return WORD_MAIN in container.read(CONTENT_TYPES)
    except BROKEN:
        return False


def _check_sums(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.zip_entries:
        raise TooLarge(f"The file holds more than {limits.zip_entries} parts.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.zip_bytes or unpacked > limits.zip_ratio * path.stat().st_size:
        raise TooLarge("The file unpacks to far more than its size, so it was not opened.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Encrypted("The file is protected with a password. Upload a copy without one.")


def _check_xml(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """The directory's sizes bind: `zipfile` gives no more bytes of an entry than it declares."""
    tail = b""
    with container.open(entry) as part:
        while chunk := part.read(CHUNK):
            if DOCTYPE.search(tail + chunk):
                raise Damaged("The file was not opened: it declares XML entities, which no Word document needs.")
            tail = chunk[-LONGEST_MARK:]
