"""ZIP containers: sums and names are checked from the directory, before an entry is trusted."""

import re
import zipfile
import zlib
from pathlib import Path

from curation.pipeline.errors import Damaged, Encrypted, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.media import DOCX, EPUB, ODS, ODT, PPTX, XLSX, ZIP

CHUNK = 1 << 20
# A document type begins every XML bomb and every external entity, and no office program writes one.
# Parts may be UTF-16, so the mark is looked for in both widths.
DOCTYPE = re.compile(rb"<!DOCTYPE|<\0!\0D\0O\0C\0T\0Y\0P\0E\0|\0<\0!\0D\0O\0C\0T\0Y\0P\0E", re.IGNORECASE)
LONGEST_MARK = 32
CONTENT_TYPES = "[Content_Types].xml"
MANIFEST = "META-INF/manifest.xml"  # old office programs give it a document type; nothing of ours parses it
MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"presentationml.presentation.main+xml": PPTX,
    b"spreadsheetml.sheet.main+xml": XLSX,
}
OTHER_OFFICE = "application/vnd.openxmlformats-officedocument"
BY_MIMETYPE = {kind.encode(): kind for kind in (ODT, ODS, EPUB)}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)
CANNOT_UNPACK = "The file is damaged: it cannot be unpacked."


def check(path: Path, limits: Limits) -> None:
    """Raise UnreadableDocument unless unpacking every entry is cheap and its XML is inert."""
    check_sums(path, limits)
    check_xml(path)


def check_sums(path: Path, limits: Limits) -> None:
    """The directory's sizes bind: `zipfile` gives no more bytes of an entry than it declares."""
    try:
        with zipfile.ZipFile(path) as container:
            entries = container.infolist()
    except BROKEN as error:
        raise Damaged(CANNOT_UNPACK) from error
    if len(entries) > limits.zip_entries:
        raise TooLarge(f"The file holds more than {limits.zip_entries} parts.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.zip_bytes or unpacked > limits.zip_ratio * path.stat().st_size:
        raise TooLarge("The file unpacks to far more than its size, so it was not opened.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Encrypted("The file is protected with a password. Upload a copy without one.")


def check_xml(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as container:
            for entry in container.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")) and entry.filename != MANIFEST:
                    _check_entry(container, entry)
    except BROKEN as error:
        raise Damaged(CANNOT_UNPACK) from error


def office_type(path: Path) -> str:
    """The kind of document that a container declares itself to be, or a mere archive."""
    try:
        with zipfile.ZipFile(path) as container:
            names = container.namelist()
            if CONTENT_TYPES in names:
                declared = container.read(CONTENT_TYPES)
                return next((media for part, media in MAIN_PARTS.items() if part in declared), OTHER_OFFICE)
            return BY_MIMETYPE.get(container.read("mimetype").strip(), ZIP) if "mimetype" in names else ZIP
    except BROKEN:
        return ZIP


def is_encrypted_opendocument(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as container:
            return b"encryption-data" in container.read(MANIFEST)
    except BROKEN:
        return False


def _check_entry(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    tail = b""
    with container.open(entry) as part:
        while chunk := part.read(CHUNK):
            if DOCTYPE.search(tail + chunk):
                raise Damaged("The file was not opened: it declares XML entities, which no office document needs.")
            tail = chunk[-LONGEST_MARK:]
