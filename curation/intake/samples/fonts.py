"""Bitstream Vera, which reportlab brings along: the same letters on every machine."""

from functools import cache
from pathlib import Path

import reportlab
from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(reportlab.__file__).parent / "fonts"
REGULAR, BOLD, ITALIC = "Vera", "VeraBd", "VeraIt"


@cache
def drawn(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same with and without libraqm on the machine.
    return ImageFont.truetype(FOLDER / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


@cache
def register() -> None:
    """Let PDF documents use the fonts."""
    for name in (REGULAR, BOLD, ITALIC):
        pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
