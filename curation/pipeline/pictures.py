"""Pages as pictures within our own pixels. Files for people to look at are made of them in `drawing`."""

from importlib import import_module
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from curation.pipeline.errors import Damaged, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.media import BMP, HEIC, JPEG, PNG, TIFF, WEBP
from curation.pipeline.sniff import by_magic

MOST_PIXELS = 25_000_000  # of a picture we make, whatever size the file claims for its page
FORMATS = {PNG: "PNG", JPEG: "JPEG", TIFF: "TIFF", WEBP: "WEBP", BMP: "BMP", HEIC: "HEIF"}
WIDTHS = (320, 1000, 2000)


def scale_for(width: float, height: float, *, wanted: float) -> float:
    """The scale wanted, or the largest that keeps a page's picture within its pixels."""
    return min(wanted, (MOST_PIXELS / max(width * height, 1)) ** 0.5)


def render(page: pdfium.PdfPage, scale: float, *, grayscale: bool = True) -> Image.Image:
    try:
        return page.render(scale=scale, grayscale=grayscale).to_pil()
    except pdfium.PdfiumError as error:
        raise Damaged("This page is damaged and cannot be drawn.") from error


def frame_count(path: Path, media_type: str, limits: Limits) -> int:
    """How many pages a picture file has. Sizes come from headers: nothing is decoded."""
    with _opened(path, media_type, limits) as picture:
        if media_type != TIFF:
            return 1
        frames = 1
        try:
            while frames <= limits.pages:
                picture.seek(frames)
                frames += 1
        except EOFError:
            return frames
        except (OSError, SyntaxError, ValueError, KeyError, TypeError) as error:
            raise Damaged("The file is damaged: its pages cannot be counted.") from error
    raise TooLarge(f"The file has more than {limits.pages} pages.")


def picture_type(head: bytes) -> str:
    """The media type of a picture file that begins so."""
    found = by_magic(head)
    if found not in FORMATS:
        raise Damaged("The file is damaged: it cannot be opened as a picture.")
    return found


def load(source: Path | BytesIO, media_type: str, number: int, limits: Limits) -> Image.Image:
    """One page of a picture file, upright, on white, in gray or colour, within our own pixels."""
    try:
        with _opened(source, media_type, limits) as picture:
            if number > 1:
                picture.seek(number - 1)
            _check_size(picture, limits)
            if media_type == JPEG and picture.width * picture.height > 4 * MOST_PIXELS // 3:
                picture.draft(None, (picture.width // 2, picture.height // 2))
            return ImageOps.exif_transpose(_flat(_within_budget(picture)))
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, EOFError) as error:
        raise Damaged("This picture is damaged and cannot be decoded.") from error


def _opened(source: Path | BytesIO, media_type: str, limits: Limits) -> Image.Image:
    if media_type == HEIC:  # Pillow learns it from a library of 0.1 s that no other picture needs
        import_module("pi_heif").register_heif_opener()
    try:
        # Only the format that the content showed is tried: no opener may start another program.
        picture = Image.open(source, formats=[FORMATS[media_type]])
    except Image.DecompressionBombError as error:
        raise TooLarge(_too_many_pixels(limits)) from error
    except (OSError, SyntaxError, ValueError, KeyError, TypeError) as error:
        raise Damaged("The file is damaged: it cannot be opened as a picture.") from error
    _check_size(picture, limits)
    return picture


def _check_size(picture: Image.Image, limits: Limits) -> None:
    if picture.width * picture.height > limits.pixels:
        raise TooLarge(_too_many_pixels(limits))


def _too_many_pixels(limits: Limits) -> str:
    return f"The picture has more than {limits.pixels // 1_000_000} million pixels."


def _within_budget(picture: Image.Image) -> Image.Image:
    factor = (picture.width * picture.height / MOST_PIXELS) ** 0.5
    if factor <= 1:
        return picture
    if picture.mode in {"1", "P"}:  # neither can be averaged
        picture = picture.convert("L" if picture.mode == "1" else "RGBA" if picture.has_transparency_data else "RGB")
    smaller = picture.reduce(max(1, int(factor)))
    smaller.thumbnail((int(picture.width / factor), int(picture.height / factor)))
    return smaller


def _flat(picture: Image.Image) -> Image.Image:
    """Gray or colour on white: what has an alpha channel is laid on paper."""
    if picture.has_transparency_data:
        rgba = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(rgba, mask=rgba.getchannel("A"))
        paper.info = picture.info
        return paper
    if picture.mode.startswith("I") or picture.mode == "F":
        return picture.point(lambda value: value / 256).convert("L") if picture.mode == "I;16" else picture.convert("L")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")
