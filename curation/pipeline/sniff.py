"""What a file is, by its content. Its name must agree, and nothing is parsed before the limits are checked."""

import mmap
from pathlib import Path

from curation.pipeline import archive
from curation.pipeline.errors import Damaged, Empty, Encrypted, TooLarge, Unsupported
from curation.pipeline.limits import Limits

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
MARKDOWN = "text/markdown"

BY_EXTENSION = {
    ".pdf": PDF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
    ".docx": DOCX,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
}
NAMES = {
    PDF: "a PDF",
    PNG: "a PNG picture",
    JPEG: "a JPEG picture",
    TIFF: "a TIFF picture",
    DOCX: "a Word document",
    TEXT: "a text file",
    MARKDOWN: "a Markdown file",
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC = {
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"II*\0": TIFF,
    b"MM\0*": TIFF,
    b"II+\0": TIFF,
    b"MM\0+": TIFF,
}
# Begins of files that are text to the eye and another format to every program.
NOT_PLAIN = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"{\\rtf", b"%!ps", b"mime-version:", b"return-path:")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
PDF_HEADER_WITHIN = 1024  # bytes of anything may stand before it, as every reader allows
HEAD = 4096
SUPPORTED = "Use PDF, Word (.docx), PNG, JPEG, TIFF, plain text (.txt) or Markdown (.md)."


def media_type(path: Path, name: str, limits: Limits | None = None) -> str:
    """The media type of the file at `path`, which its uploader called `name`; raise UnreadableDocument."""
    limits = limits or Limits()
    size = path.stat().st_size
    if size == 0:
        raise Empty("The file is empty.")
    if size > limits.file_bytes:
        raise TooLarge(f"The file is larger than {limits.file_bytes // 2**20} MB.")
    expected = BY_EXTENSION.get(Path(name).suffix.lower())
    if expected is None:
        raise Unsupported(f"This kind of file cannot be read. {SUPPORTED}")
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = _by_content(path, head, expected, limits)
    if found != expected:
        raise Unsupported(_disagreement(expected, found))
    return found


def _by_content(path: Path, head: bytes, expected: str, limits: Limits) -> str | None:
    for magic, media in MAGIC.items():
        if head.startswith(magic):
            return media
    if head.startswith(ZIP):
        return _packed(path, limits)
    if head.startswith(OLE):
        _check_compound(path, expected)
        return None
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return PDF
    # Plain text has no magic: the name says which kind, the content only whether it can be text.
    return expected if expected in {TEXT, MARKDOWN} and looks_like_text(head) else None


def _packed(path: Path, limits: Limits) -> str | None:
    archive.check(path, limits)
    return DOCX if archive.is_word(path) else None


def _check_compound(path: Path, expected: str) -> None:
    """Word packs a document with a password into the container of its old formats."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if expected == DOCX and content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise Encrypted("The file is protected with a password. Upload a copy without one.")


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
    if found is None:
        return f"The name says this is {NAMES[expected]}, but its content is not. {SUPPORTED}"
    return f"The name says this is {NAMES[expected]}, but its content is {NAMES[found]}. Rename it and upload it again."


def check_magic(path: Path, media: str) -> None:
    """Refuse to open a file as something its first bytes deny: what an opener guesses must not matter."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if media == PDF and b"%PDF-" not in head[:PDF_HEADER_WITHIN]:
        raise Damaged("The file is damaged: it does not begin like a PDF.")
