"""A worn scan -> a clean one: specks out, shadow out, lines level. And boxes back to the scan as it was."""

from collections.abc import Iterable
from math import cos, radians, sin

from PIL import Image, ImageFilter, ImageMath

from curation.pipeline.layout import Line, Token
from curation.pipeline.ocr.defects import Defects
from curation.pipeline.ocr.thresholds import STRAIGHTEN

COARSE = 4  # the paper's brightness is followed on a picture this much smaller
PEN = 3  # pixels of that picture: wider than a stroke of the pen
PATCH = 15  # the same: as far as its brightness is evened out


def restored(picture: Image.Image, defects: Defects) -> Image.Image:
    """The picture without its defects, in its own size; it is a new one."""
    even = _evenly_lit(picture.filter(ImageFilter.MedianFilter(3)))
    if abs(defects.skew) < STRAIGHTEN:
        return even
    return even.rotate(defects.skew, Image.Resampling.BICUBIC, fillcolor=255)


def _evenly_lit(picture: Image.Image) -> Image.Image:
    paper = picture.reduce(COARSE).filter(ImageFilter.MaxFilter(PEN))
    paper = paper.filter(ImageFilter.MedianFilter(PATCH)).resize(picture.size, Image.Resampling.BILINEAR)
    lit = ImageMath.lambda_eval(
        lambda of: of["convert"](of["min"](of["picture"] * 255 / of["max"](of["paper"], 1), 255), "L"),
        picture=picture,
        paper=paper,
    )
    return lit if isinstance(lit, Image.Image) else picture


def slanted(lines: Iterable[Line], angle: float, size: tuple[int, int]) -> tuple[Line, ...]:
    """Lines found on a picture of this size after it was turned by `angle`, where they stand on it before."""
    turn, (x, y) = radians(angle), (size[0] / 2, size[1] / 2)
    across, down = cos(turn), sin(turn)

    def back(token: Token) -> Token:
        wide, high = (token.right - token.left) / 2, (token.bottom - token.top) / 2
        dx, dy = token.left + wide - x, token.top + high - y
        middle = x + dx * across - dy * down, y + dx * down + dy * across
        return token._replace(
            left=middle[0] - wide, right=middle[0] + wide, top=middle[1] - high, bottom=middle[1] + high
        )

    return tuple(
        Line.of([back(token) for token in line.tokens], line.size, line.bold, begins=line.begins) for line in lines
    )
