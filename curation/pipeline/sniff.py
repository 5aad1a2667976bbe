"""What a file is, by its content. Its name must agree, and nothing is parsed before the limits are checked."""

import mmap
import re
from pathlib import Path

from curation.pipeline import archive, media
from curation.pipeline.errors import Damaged, Empty, Encrypted, OldFormat, TooLarge, ToTranscribe, ToUnpack, Unsupported
from curation.pipeline.limits import Limits

PACKED, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC = {
    b"\x89PNG\r\n\x1a\n": media.PNG,
    b"\xff\xd8\xff": media.JPEG,
    b"II*\0": media.TIFF,
    b"MM\0*": media.TIFF,
    b"II+\0": media.TIFF,
    b"MM\0+": media.TIFF,
    b"{\\rtf": media.RTF,
}
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
BITMAP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # sizes of the second header; "BM" alone begins many a text
# Begins of files that are text to the eye and another format to every program.
NOT_PLAIN = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"{\\rtf", b"%!ps", b"mime-version:", b"return-path:")
# Text formats without a magic: what their first bytes show. The name says which one is meant.
SHOWN_BY = {
    media.HTML: re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|main|article|div|table|h[1-6]|p)\b", re.I),
    media.EML: re.compile(
        rb"\A\s*(?:From \S.*\n)?(?:(?:[\w-]+:.*|[ \t].*)\n)*?"
        rb"(?:from|to|subject|date|received|return-path|mime-version|message-id|delivered-to|x-[\w-]+):", re.I,
    ),
    media.VTT: re.compile(rb"\A(?:\xef\xbb\xbf)?WEBVTT\b"),
    media.SRT: re.compile(rb"\A\s*(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\s*\d+:\d+:\d+[,.]\d+\s*-->"),
}  # fmt: skip
OFFICE = {media.DOCX, media.PPTX, media.XLSX}
PLAIN = {media.TEXT, media.MARKDOWN, media.RST, media.CSV, media.TSV, media.JSONL}
MARKUP = {media.HTML, media.MARKDOWN, media.RST, media.VTT, media.SRT}
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
PDF_HEADER_WITHIN = 1024  # bytes of anything may stand before it, as every reader allows
HEAD = 4096
SUPPORTED = (
    "Use PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx, .xls), OpenDocument (.odt, .ods), RTF, EPUB, "
    "web pages (.html), mail (.eml), subtitles (.vtt, .srt), CSV, JSONL, plain text, Markdown or pictures."
)
SAVE_AS = {
    **dict.fromkeys((".doc", ".dot", ".docm", ".wps", ".wpd", ".pages"), ".docx"),
    **dict.fromkeys((".ppt", ".pps", ".pptm", ".odp", ".key"), ".pptx"),
    **dict.fromkeys((".xlsb", ".xlsm", ".numbers"), ".xlsx"),
    **dict.fromkeys((".gif", ".psd", ".pcx", ".jp2", ".svg"), ".png"),
    ".msg": ".eml",
}
PACKED_KINDS = {".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz"}
SOUND_AND_FILM = {".mp3", ".wav", ".m4a", ".ogg", ".opus", ".mp4", ".mov", ".avi", ".mkv", ".webm"}
LOCKED = "The file is protected with a password. Upload a copy without one."


def media_type(path: Path, name: str, limits: Limits | None = None) -> str:
    """The media type of the file at `path`, which its uploader called `name`; raise UnreadableDocument."""
    limits = limits or Limits()
    size = path.stat().st_size
    if size == 0:
        raise Empty("The file is empty.")
    if size > limits.file_bytes:
        raise TooLarge(f"The file is larger than {limits.file_bytes // 2**20} MB.")
    extension = Path(name).suffix.lower()
    if extension in SAVE_AS:
        raise OldFormat(f"Files of the kind {extension} cannot be read. Save it as {SAVE_AS[extension]} first.")
    if extension in PACKED_KINDS:
        raise ToUnpack("Unpack the archive and upload the files in it, or pack them as ZIP.")
    if extension in SOUND_AND_FILM:
        raise ToTranscribe(
            "Sound and film cannot be read. Upload what is said as text (.txt) or subtitles (.vtt, .srt)."
        )
    expected = media.BY_EXTENSION.get(extension)
    if expected is None:
        raise Unsupported(f"This kind of file cannot be read. {SUPPORTED}")
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = _by_content(path, head, expected, limits)
    if found != expected:
        raise Unsupported(_disagreement(expected, found))
    if found in MARKUP and size > limits.markup_bytes:
        most = f"{limits.markup_bytes // 2**20} MB"
        raise TooLarge(f"The file is larger than {most}, the most for {media.NAMES[found]}. Split it.")
    return found


def by_magic(head: bytes) -> str | None:
    """The type of a file that its very first bytes name."""
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return media.WEBP
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in BITMAP_HEADERS:
        return media.BMP
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return media.HEIC
    return next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), None)


def _by_content(path: Path, head: bytes, expected: str, limits: Limits) -> str | None:
    if found := by_magic(head):
        return found
    if head.startswith(PACKED):
        return _packed(path, limits)
    if head.startswith(OLE):
        return _compound(path, expected)
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return media.PDF
    return expected if _shows(head, expected) else None


def _shows(head: bytes, expected: str) -> bool:
    if expected in PLAIN:
        return looks_like_text(head)
    sign = SHOWN_BY.get(expected)
    if sign is None:
        return False
    # Every other byte of wide text is zero.
    return sign.search(head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")) is not None


def _packed(path: Path, limits: Limits) -> str | None:
    archive.check_sums(path, limits)
    found = archive.office_type(path)
    if found == archive.OTHER_OFFICE:  # with macros, a template, a drawing
        return None
    if found in media.OPENDOCUMENT and archive.is_encrypted_opendocument(path):
        raise Encrypted(LOCKED)
    if found not in {
        media.ZIP,
        media.EPUB,
    }:  # what is read of those two is read as media.HTML, which knows no entities of its own
        archive.check_xml(path)
    return found


def _compound(path: Path, expected: str) -> str | None:
    """The container of Office's old formats. Office also packs a new document with a password into it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0 and expected in {
            media.DOCX,
            media.PPTX,
            media.XLSX,
        }:
            raise Encrypted(LOCKED)
        is_workbook = any(content.find(f"{name}\0".encode("utf-16-le")) >= 0 for name in ("Workbook", "Book"))
    return media.XLS if is_workbook and expected == media.XLS else None


def looks_like_text(head: bytes) -> bool:
    """Whether bytes at the start of a file can be text in any encoding we decode."""
    if head.startswith(BOMS):
        return True
    if head.lstrip().lower().startswith(NOT_PLAIN):
        return False
    nulls = head.count(0)
    if nulls > len(head) // 4:  # UTF-16 without a mark: every other byte is zero, on one side only
        return min(head[0::2].count(0), head[1::2].count(0)) <= len(head) // 50
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return controls <= len(head) // 20


def _disagreement(expected: str, found: str | None) -> str:
    said = f"The name says this is {media.NAMES[expected]}, but its content is"
    if found is None:
        return f"{said} not. {SUPPORTED}"
    return f"{said} {media.NAMES[found]}. Rename it and upload it again."


def check_magic(path: Path, kind: str) -> None:
    """Refuse to open a file as something its first bytes deny: what an opener guesses must not matter."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if kind == media.PDF and b"%PDF-" not in head[:PDF_HEADER_WITHIN]:
        raise Damaged("The file is damaged: it does not begin like a PDF.")
