"""Tesseract inside our own process, through tesserocr: no start-up for each page, and a newer Tesseract in its wheel.

A crash takes the process along, so this is for the short-lived child that reads files and for nothing else.
"""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import tesserocr
from PIL import Image

from curation.pipeline.errors import Damaged, TooSlow
from curation.pipeline.layout import Line
from curation.pipeline.ocr import tsv
from curation.pipeline.ocr.engine import TOOK_TOO_LONG, UNCLEAR, Lie, left
from curation.pipeline.ocr.thresholds import SURE_ANGLE, SURE_SCRIPT

# The wheel has the engine without its language data: that comes with the system's Tesseract.
DATA_FOLDERS = (
    *Path("/usr/share/tesseract-ocr").glob("*/tessdata"),
    *map(Path, ("/usr/share/tessdata", "/usr/share/tesseract/tessdata", "/usr/local/share/tessdata")),
    Path("/opt/homebrew/share/tessdata"),
)

# Tesseract packs each line as a PNG and unpacks it again. Without the grain in the two lowest bits that takes half as
# long: 0.03 s of a page.
COARSER = [level | 3 for level in range(256)]


@cache
def name() -> str:
    return f"tesseract {tesserocr.tesseract_version().split()[1]}"


def read(picture: Image.Image, languages: Sequence[str], dpi: int, ends: float) -> tuple[Line, ...]:
    api = _api("+".join(languages), tesserocr.PSM.AUTO)
    _show(api, picture, dpi)
    try:
        if not api.Recognize(int(left(ends) * 1000)):
            raise TooSlow(TOOK_TOO_LONG)
        return tsv.lines(api.GetTSVText(0))
    except RuntimeError as error:
        raise Damaged("The text recognition program could not read this page.") from error
    finally:
        api.Clear()


def lies(picture: Image.Image, ends: float) -> Lie:
    left(ends)
    api = _api("osd", tesserocr.PSM.OSD_ONLY)
    _show(api, picture, 0)
    try:
        told = api.DetectOrientationScript()
    except RuntimeError:
        return UNCLEAR
    finally:
        api.Clear()
    if not told:  # too few characters to tell
        return UNCLEAR
    angle = -int(told["orient_deg"]) % 360 if told["orient_conf"] >= SURE_ANGLE else 0
    return Lie(angle, told["script_name"] if told["script_conf"] >= SURE_SCRIPT else "")


def installed() -> frozenset[str]:
    """The codes of the languages whose data is there; none when the data is nowhere."""
    folder = data_folder()
    return frozenset(file.stem for file in folder.glob("*.traineddata")) if folder else frozenset()


@cache
def data_folder() -> Path | None:
    told = os.environ.get("TESSDATA_PREFIX")
    places = (Path(told), Path(told) / "tessdata") if told else DATA_FOLDERS
    return next((place for place in places if any(place.glob("*.traineddata"))), None)


@cache
def _api(languages: str, mode: int) -> tesserocr.PyTessBaseAPI:
    """Kept for the next page: loading the data of two languages takes 0.12 s."""
    return tesserocr.PyTessBaseAPI(path=str(data_folder()), lang=languages, psm=mode)


def _show(api: tesserocr.PyTessBaseAPI, picture: Image.Image, dpi: int) -> None:
    picture = picture.point(COARSER)
    api.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
    if dpi:
        api.SetSourceResolution(dpi)
