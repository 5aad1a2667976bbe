"""Bytes -> text: the encodings that Spanish and English files come in first, a guess last."""

import codecs
import re
from contextlib import suppress
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
WESTERN = ("cp1252", "mac_roman", "cp850")
# In a wrong one of these, accents come out as signs in the middle of words, or as capitals at their end.
SIGN_IN_WORD = re.compile(r"(?<=[a-zA-Z])[^\w\s'’\-–—·./&+@,;:()\"“”«»%ºª]+(?=[a-z])|(?<=[a-z])[ŽŒŠŸ]")
ACCENT = re.compile("[áéíóúñüçàèìòùâêîôûäëïö]")


def read_text(path: Path) -> tuple[str, bool]:
    """The file's text without control characters, and whether any were removed."""
    text, note = clean(decode(path.read_bytes()))
    return text, bool(note)


def decode(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in (*_unmarked_wide(content[:SAMPLE]), "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    if (western := _western(content)) is not None:
        return western
    guess = from_bytes(content[: 1 << 20]).best()
    if guess is None:
        raise Damaged("The file is in no known text encoding.")
    return content.decode(guess.encoding, "replace")


def _western(content: bytes) -> str | None:
    """In cp1252, unless signs stand in its words and another old encoding has accents there; None if in none."""
    found = {}
    for encoding in WESTERN:
        with suppress(UnicodeDecodeError):  # five bytes are nothing in cp1252, and letters in the others
            found[encoding] = content.decode(encoding)
    usual = found.get(WESTERN[0], "")
    if usual and not SIGN_IN_WORD.search(usual):
        best = usual
    else:
        best = max(found.values(), key=lambda text: len(ACCENT.findall(text)) - len(SIGN_IN_WORD.findall(text)))
    return best if _is_western(best) else None


def _is_western(text: str) -> bool:
    """Whether most letters bear no accents, as in every language written in these encodings."""
    letters = [letter for letter in text[:SAMPLE] if letter.isalpha()]
    return sum(map(str.isascii, letters)) * 2 >= len(letters)


def _unmarked_wide(sample: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark shows by its zeros: one side of each pair, in nearly every letter we can meet."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 4:
        return ()
    return ("utf-16-be",) if even > odd else ("utf-16-le",)
