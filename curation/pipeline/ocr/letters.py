"""How tall the letters of a page are, and the page made smaller where they are taller than recognition needs."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from PIL import Image

from curation.pipeline.layout import Line, Token
from curation.pipeline.ocr.defects import ink
from curation.pipeline.ocr.thresholds import LEAST_SHRUNK, NARROWED, SMALL_PRINT, TALL_ENOUGH

STRIPS = 24  # upright ones, so narrow that a slant within what is read moves no line into the next
SPECK = 3  # pixels: lower bands are rules and dirt
TALLEST = 20  # of them fill the page: higher ones are pictures and the dark edges of a scan
FAINTEST = 8  # of 255: how much of a row is ink where there is any
DENSE = 0.4  # of the ink in dense rows is in every row that crosses small letters, through their hollow middles too


def fitting(picture: Image.Image) -> Image.Image:
    """The picture, or a smaller copy of it on which its smaller print is as tall as recognition needs."""
    height = small_print(picture)
    scale = max(LEAST_SHRUNK[0], TALL_ENOUGH / height) if height else 1.0
    if scale > LEAST_SHRUNK[1]:
        return picture
    size = round(picture.width * scale * NARROWED), round(picture.height * scale)
    return picture.resize(size, Image.Resampling.HAMMING)


def small_print(picture: Image.Image) -> int:
    """The height of small letters in pixels, that of the smaller print where there are several; 0 without print."""
    heights = sorted(_bands(picture))
    left = SMALL_PRINT * sum(heights)
    for height in heights:
        left -= height
        if left <= 0:
            return height
    return 0


def _bands(picture: Image.Image) -> Iterator[int]:
    """How high each line of print is in each strip, without what reaches above or below most letters."""
    strips = ink(picture).resize((STRIPS, picture.height), Image.Resampling.BOX)
    print_heights = range(SPECK, picture.height // TALLEST)
    for left in range(STRIPS):
        rows = strips.crop((left, 0, left + 1, picture.height)).tobytes()
        inked = sorted(row for row in rows if row > FAINTEST)
        if inked:
            dense = DENSE * inked[len(inked) * 3 // 4]
            runs = groupby(rows, dense.__lt__)
            heights = (sum(1 for _ in run) for is_dark, run in runs if is_dark)
            yield from (height for height in heights if height in print_heights)


def enlarged(lines: Iterable[Line], seen: tuple[int, int], size: tuple[int, int]) -> tuple[Line, ...]:
    """Lines that were seen on a copy of one size, where they stand on a picture of another."""
    if seen == size:
        return tuple(lines)
    across, down = size[0] / seen[0], size[1] / seen[1]

    def grown(token: Token) -> Token:
        return token._replace(
            left=token.left * across, right=token.right * across, top=token.top * down, bottom=token.bottom * down
        )

    return tuple(
        Line.of([grown(token) for token in line.tokens], line.size * down, line.bold, begins=line.begins)
        for line in lines
    )
