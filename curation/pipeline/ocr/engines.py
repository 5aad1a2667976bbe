"""Which engines this machine has. Their libraries are loaded by the first page that needs them, not before."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from curation.pipeline.ocr.engine import FirstEngine, SecondEngine

HERE = __package__


@cache
def first() -> FirstEngine:
    """Tesseract: the linked one where its wheel and the language data are installed, else the program."""
    if find_spec("tesserocr"):
        linked = import_module(f"{HERE}.linked")
        if linked.installed():
            return cast(FirstEngine, linked)
    return cast(FirstEngine, import_module(f"{HERE}.program"))


@cache
def second() -> SecondEngine | None:
    if not (find_spec("rapidocr") and find_spec("openvino")):
        return None
    return cast(SecondEngine, import_module(f"{HERE}.rapid"))


def installed() -> frozenset[str]:
    """The codes of the languages that the first engine has data for; raise OcrUnavailable without Tesseract."""
    return first().installed()
