"""Picture files: every page is a picture whose text must be recognised."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from curation.pipeline.layout import CLEARLY_LARGER, compose
from curation.pipeline.limits import Limits, Options
from curation.pipeline.ocr import recognise
from curation.pipeline.pictures import frame_count, load, picture_type
from curation.pipeline.reading import PageReader
from curation.pipeline.sniff import HEAD
from curation.pipeline.types import Method, Outline, Page


def outline(path: Path, limits: Limits) -> Outline:
    return Outline(frame_count(path, _media_type(path), limits), has_pictures=True)


@contextmanager
def opened(path: Path, options: Options) -> Iterator[PageReader]:
    media_type = _media_type(path)
    yield lambda number: _read(load(path, media_type, number, options.limits), number, options)


def _media_type(path: Path) -> str:
    with path.open("rb") as file:
        return picture_type(file.read(HEAD))


def _read(picture: Image.Image, number: int, options: Options) -> Page:
    dpi = _resolution(picture)
    seen = recognise(picture, options, dpi=dpi)
    text, words, blocks = compose(seen.lines, CLEARLY_LARGER)
    return Page(
        number,
        text,
        Method.OCR,
        words,
        blocks,
        width=seen.width,
        height=seen.height,
        confidence=seen.confidence,
        engine=seen.engine,
        dpi=dpi,
        angle=seen.angle,
        alternative=seen.alternative,
    )


def _resolution(picture: Image.Image) -> int:
    """Dots per inch as the file says, where that is believable; 0 lets the recogniser judge."""
    told = picture.info.get("dpi", (0, 0))[0]
    return round(float(told)) if 100 <= float(told) <= 1200 else 0
