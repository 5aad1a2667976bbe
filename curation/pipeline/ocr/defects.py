"""What is wrong with a scan, measured on small copies of it: shadow, gray paper, slant."""

from dataclasses import dataclass
from itertools import pairwise
from math import radians, tan

from PIL import Image, ImageStat

from curation.pipeline.ocr.thresholds import (
    CLEAR_SKEW,
    CONTRAST,
    INKED,
    LOST_FROM_AFAR,
    NOISE_FROM_AFAR,
    SHADED_PAPER,
    SHADED_SPREAD,
    SKEWED,
)

BLOCKS = 12  # along the shorter side, for the brightness of the paper from place to place
SLANT_SIDE = 800  # pixels: enough to see lines of print
SLANT_STRIPS = 96  # upright ones, so narrow that within one no slant blurs the lines
STEEPEST = 5  # degrees
FAINTEST_INK = 40  # gray levels below the paper
AFAR = 8  # times smaller: lines of print still show, grains have averaged out
LEAST_INSIDE = 0.3  # of the shorter side: a line or two of print look like noise when nothing stands around them
STRIPS = 16  # so narrow that a slant moves no line of print into the next


@dataclass(frozen=True, slots=True)
class Defects:
    spread: int = 0  # gray levels between the brightest and the darkest parts of the paper
    paper: int = 255  # how bright the paper is
    skew: float = 0.0  # degrees to turn the picture counter-clockwise so that its lines are level
    inked: bool = True

    @property
    def call_for_cleaning(self) -> bool:
        return (self.spread >= SHADED_SPREAD and self.paper < SHADED_PAPER) or abs(self.skew) >= SKEWED


def measure(picture: Image.Image) -> Defects:
    small = picture.reduce(max(1, max(picture.size) // SLANT_SIDE))
    levels = sorted(_paper_levels(small))
    count = len(levels)
    paper = levels[count // 2]
    dark = sum(small.histogram()[: max(0, paper - FAINTEST_INK)])
    inked = dark >= INKED * small.width * small.height
    return Defects(
        spread=levels[count * 95 // 100] - levels[count * 5 // 100],
        paper=paper,
        skew=_skew(small) if inked else 0.0,
        inked=inked,
    )


def is_noise(picture: Image.Image) -> bool:
    """Whether what is on the picture is gone from afar, where print, pictures and dirty paper are not."""
    from_afar = picture.reduce(AFAR)
    if box := _within_margins(from_afar):
        left, top, right, bottom = (AFAR * edge for edge in box)
        picture, from_afar = picture.crop((left, top, right, bottom)), from_afar.crop(box)
    near = _contrast(picture)
    if near <= CONTRAST:
        return False
    faint = min(LOST_FROM_AFAR * near, NOISE_FROM_AFAR)
    along, down = (STRIPS, picture.height), (picture.width, STRIPS)  # where the finest print still shows its lines
    views = (picture.resize(size, Image.Resampling.BOX) for size in (along, down))
    return _contrast(from_afar) < faint and all(_contrast(view) < faint for view in views)


def _within_margins(from_afar: Image.Image) -> tuple[int, int, int, int] | None:
    """Where on the sheet anything is, without its outermost pixels, which are half paper; None for a small part."""
    paper = max(from_afar.tobytes())
    box = from_afar.point([255 * (level < paper - CONTRAST) for level in range(256)]).getbbox()
    if box is None:
        return None
    left, top, right, bottom = box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1
    enough = min(from_afar.size) * LEAST_INSIDE
    return (left, top, right, bottom) if min(right - left, bottom - top) > enough else None


def _contrast(picture: Image.Image) -> float:
    return float(ImageStat.Stat(picture).stddev[0])


def _paper_levels(small: Image.Image) -> list[int]:
    """The brightness of the paper in each block: nine tenths of its pixels are darker."""
    side = max(1, min(small.size) // BLOCKS)
    return [
        _percentile(small.crop((x, y, x + side, y + side)), 0.9)
        for y in range(0, max(1, small.height - side + 1), side)
        for x in range(0, max(1, small.width - side + 1), side)
    ]


def _percentile(picture: Image.Image, share: float) -> int:
    left = share * picture.width * picture.height
    for level, count in enumerate(picture.histogram()):
        left -= count
        if left <= 0:
            return level
    return 255


def _skew(small: Image.Image) -> float:
    strips = ink(small).resize((SLANT_STRIPS, small.height), Image.Resampling.BOX)
    width = small.width / SLANT_STRIPS
    coarse = [step / 2 for step in range(-2 * STEEPEST, 2 * STEEPEST + 1)]
    contrasts = {angle: _line_contrast(strips, width, angle) for angle in coarse}
    best = max(coarse, key=contrasts.__getitem__)
    if contrasts[best] < CLEAR_SKEW * sorted(contrasts.values())[len(coarse) // 2]:
        return 0.0
    return max((best + step / 10 for step in range(-4, 5)), key=lambda angle: _line_contrast(strips, width, angle))


def _line_contrast(strips: Image.Image, width: float, angle: float) -> float:
    """How sharply rows with ink stand against rows without: sharpest where the lines of print are level.

    Each strip is moved up or down as far as turning the page by the angle would move it.
    """
    down = width * tan(radians(angle))
    moved = strips.transform(strips.size, Image.Transform.AFFINE, (1, 0, 0, down, 1, -down * SLANT_STRIPS / 2))
    rows = moved.resize((1, strips.height), Image.Resampling.BOX).tobytes()
    return float(sum((below - above) ** 2 for above, below in pairwise(rows)))


def ink(picture: Image.Image) -> Image.Image:
    """White where the picture is dark, after Otsu: the level that best parts dark from bright."""
    counts = picture.histogram()
    total, weight = sum(counts), sum(level * count for level, count in enumerate(counts))
    best, threshold, below, below_weight = -1.0, 0, 0, 0
    for level, count in enumerate(counts):
        below += count
        below_weight += level * count
        if 0 < below < total:
            apart = below_weight / below - (weight - below_weight) / (total - below)
            between = below * (total - below) * apart * apart
            if between > best:
                best, threshold = between, level
    return picture.point([255 if level <= threshold else 0 for level in range(256)])
