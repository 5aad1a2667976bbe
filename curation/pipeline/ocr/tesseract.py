"""Tesseract through pytesseract, in a process of its own: a crash or a hung page costs that page only."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean, median

import pytesseract
from PIL import Image

from curation.pipeline.errors import Damaged, OcrUnavailable, TooSlow
from curation.pipeline.hygiene import clean
from curation.pipeline.layout import Line, Token

# Text read at a wrong angle scores 34 to 43, at the right one 94 to 96.
DOUBTFUL = 70
# Faulty angles were never reported with a confidence of 2 or more.
SURE_ANGLE = 2.0
# Letters that end at half height, and letters that reach below the line.
DEEP = frozenset("gjpqy,;çQ()[]{}")
LOW = frozenset("aceimnorsuvwxzñ.:-") | DEEP
NOT_INSTALLED = "Pages that are pictures cannot be read: the text recognition program (Tesseract) is not installed."
TOOK_TOO_LONG = "Recognising the text of this page took too long."

# Threads of one Tesseract fight each other: a page takes 6.6 times as long with the default.
os.environ["OMP_THREAD_LIMIT"] = "1"


@dataclass(frozen=True, slots=True)
class Recognised:
    lines: tuple[Line, ...]
    width: int  # of the picture as read, after turning it
    height: int
    engine: str
    angle: int = 0  # degrees the picture was turned clockwise

    @property
    def confidence(self) -> float | None:
        """Mean over the words, 0 to 100; None without words."""
        scores = [token.confidence for line in self.lines for token in line.tokens if token.confidence is not None]
        return round(fmean(scores), 1) if scores else None


def recognise(picture: Image.Image, *, languages: Sequence[str], dpi: int = 0, seconds: float = 60) -> Recognised:
    """Read one page picture; a doubtful one is turned upright and read again."""
    ends = time.monotonic() + seconds
    _check_languages(languages)
    first = _read(picture, languages, dpi, ends)
    if first.confidence is None or first.confidence >= DOUBTFUL:
        return first
    angle = _angle(picture, ends)
    if not angle:
        return first
    second = _read(picture.rotate(-angle, expand=True), languages, dpi, ends, angle)
    return second if (second.confidence or 0) > first.confidence else first


def _read(picture: Image.Image, languages: Sequence[str], dpi: int, ends: float, angle: int = 0) -> Recognised:
    config = f"--psm 3 --dpi {dpi}" if dpi else "--psm 3"
    picture.format = "BMP"  # the format it is handed over in: PNG would be compressed for nothing
    try:
        table = pytesseract.image_to_data(
            picture,
            lang="+".join(languages),
            config=config,
            timeout=_left(ends),
            output_type=pytesseract.Output.STRING,
        )
    except pytesseract.TesseractError as error:
        raise Damaged("The text recognition program could not read this page.") from error
    except RuntimeError as error:  # pytesseract's word for its own timeout
        raise TooSlow(TOOK_TOO_LONG) from error
    return Recognised(_lines(table), picture.width, picture.height, f"tesseract {_version()}", angle)


def _lines(table: str) -> tuple[Line, ...]:
    """Tesseract's TSV, in its reading order. A row begins with level, page, block, paragraph and line."""
    found: dict[tuple[str, ...], list[Token]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) == 12 and cells[0] == "5" and (text := clean(cells[11])[0].strip()):
            left, top, width, height = map(int, cells[6:10])
            token = Token(text, left, top, left + width, top + height, round(float(cells[10])))
            found.setdefault(tuple(cells[2:5]), []).append(token)
    sizes: dict[tuple[str, ...], list[float]] = {}
    for key, tokens in found.items():
        sizes.setdefault(key[:2], []).extend(map(_letter_size, tokens))
    return tuple(
        Line.of(tokens, median(sizes[key[:2]]), begins=key[:2] != before[:2])
        for before, (key, tokens) in zip(((), *found), found.items(), strict=False)
    )


def _letter_size(token: Token) -> float:
    """The size of the type that a word is set in: "sea" is as large as "Edge", and half as high."""
    letters = set(token.text)
    height = 0.5 if letters <= LOW else 0.72
    return (token.bottom - token.top) / (height + 0.21 * (not letters.isdisjoint(DEEP)))


def _angle(picture: Image.Image, ends: float) -> int:
    """How far to turn the picture clockwise so that its text stands upright; 0 when that is not clear."""
    try:
        told = pytesseract.image_to_osd(
            picture, config="--psm 0", timeout=_left(ends), output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError:  # too few characters to tell
        return 0
    except RuntimeError as error:
        raise TooSlow(TOOK_TOO_LONG) from error
    return int(told["rotate"]) if float(told["orientation_conf"]) >= SURE_ANGLE else 0


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TooSlow(TOOK_TOO_LONG)
    return left


def _check_languages(languages: Sequence[str]) -> None:
    missing = sorted(set(languages) - _installed())
    if missing:
        raise OcrUnavailable(f"Text recognition lacks the language data for: {', '.join(missing)}.")


@cache
def _installed() -> frozenset[str]:
    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise OcrUnavailable(NOT_INSTALLED) from error


@cache
def _version() -> str:
    return str(pytesseract.get_tesseract_version())
