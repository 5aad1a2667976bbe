"""Bytes -> text: the encodings that Spanish and English files come in first, a guess last."""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from curation.pipeline.errors import Damaged
from curation.pipeline.hygiene import clean

# UTF-32's mark begins with UTF-16's, so it comes first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 4096


def read_text(path: Path) -> tuple[str, bool]:
    """The file's text without control characters, and whether any were removed."""
    text, note = clean(decode(path.read_bytes()))
    return text, bool(note)


def decode(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in (*_unmarked_wide(content[:SAMPLE]), "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    guess = from_bytes(content[: 1 << 20]).best()
    if guess is None:
        raise Damaged("The file is in no known text encoding.")
    return content.decode(guess.encoding, "replace")


def _unmarked_wide(sample: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark shows by its zeros: one side of each pair, in nearly every letter we can meet."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 4:
        return ()
    return ("utf-16-be",) if even > odd else ("utf-16-le",)
