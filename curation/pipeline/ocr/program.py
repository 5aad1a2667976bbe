"""Tesseract as a program of its own, through pytesseract: slower than the linked one, and at home everywhere."""

import os
from collections.abc import Sequence
from functools import cache

import pytesseract
from PIL import Image

from curation.pipeline.errors import Damaged, OcrUnavailable, TooSlow
from curation.pipeline.layout import Line
from curation.pipeline.ocr import tsv
from curation.pipeline.ocr.engine import TOOK_TOO_LONG, UNCLEAR, Lie, left
from curation.pipeline.ocr.thresholds import SURE_ANGLE, SURE_SCRIPT

NOT_INSTALLED = "Pages that are pictures cannot be read: the text recognition program (Tesseract) is not installed."

# Threads of one Tesseract fight each other: a page takes 6.6 times as long with the default.
os.environ["OMP_THREAD_LIMIT"] = "1"


@cache
def name() -> str:
    return f"tesseract {pytesseract.get_tesseract_version()}"


def read(picture: Image.Image, languages: Sequence[str], dpi: int, ends: float) -> tuple[Line, ...]:
    config = f"--psm 3 --dpi {dpi}" if dpi else "--psm 3"
    picture.format = "BMP"  # the format it is handed over in: PNG would be compressed for nothing
    try:
        table = pytesseract.image_to_data(
            picture,
            lang="+".join(languages),
            config=config,
            timeout=left(ends),
            output_type=pytesseract.Output.STRING,
        )
    except pytesseract.TesseractError as error:
        raise Damaged("The text recognition program could not read this page.") from error
    except RuntimeError as error:  # pytesseract's word for its own timeout
        raise TooSlow(TOOK_TOO_LONG) from error
    return tsv.lines(table)


def lies(picture: Image.Image, ends: float) -> Lie:
    try:
        told = pytesseract.image_to_osd(
            picture, config="--psm 0", timeout=left(ends), output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError:  # too few characters to tell
        return UNCLEAR
    except RuntimeError as error:
        raise TooSlow(TOOK_TOO_LONG) from error
    angle = int(told["rotate"]) if float(told["orientation_conf"]) >= SURE_ANGLE else 0
    return Lie(angle, told["script"] if float(told["script_conf"]) >= SURE_SCRIPT else "")


@cache
def installed() -> frozenset[str]:
    """The codes of the languages whose data is there."""
    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise OcrUnavailable(NOT_INSTALLED) from error
