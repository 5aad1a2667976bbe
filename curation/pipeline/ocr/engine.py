"""What every engine offers, and the clock that they share."""

import time
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PIL import Image

from curation.pipeline.errors import TooSlow
from curation.pipeline.layout import Line

TOOK_TOO_LONG = "Recognising the text of this page took too long."


class Lie(NamedTuple):
    angle: int  # how far to turn the picture clockwise so that its text stands upright; 0 when that is not clear
    script: str  # as Tesseract names it; "" when that is not clear


UNCLEAR = Lie(0, "")


class Engine(Protocol):
    """A module with these functions; a picture is gray, `ends` is on the monotonic clock."""

    def name(self) -> str:
        """ "tesseract 5.5.4"."""

    def read(self, picture: Image.Image, languages: Sequence[str], dpi: int, ends: float) -> tuple[Line, ...]:
        """The lines of the page in reading order; a `dpi` of 0 is unknown. Raise TooSlow or Damaged."""


class FirstEngine(Engine, Protocol):
    def installed(self) -> frozenset[str]:
        """The codes of the languages it has data for; raise OcrUnavailable when it is not there at all."""

    def lies(self, picture: Image.Image, ends: float) -> Lie:
        """How the text on the picture lies, and in which script it is."""


class SecondEngine(Engine, Protocol):
    def knows(self, languages: Sequence[str]) -> bool: ...


def left(ends: float) -> float:
    """Seconds until then; raise TooSlow when there are none."""
    seconds = ends - time.monotonic()
    if seconds <= 0:
        raise TooSlow(TOOK_TOO_LONG)
    return seconds
