"""The marks of a list: a filled dot or square before a line, which engines take for "e", "©", "+" or "=", or leave out.

Told by their ink: of no letter is so much of the box filled that is so much lower than the words beside it.
"""

from collections.abc import Sequence

from PIL import Image

from curation.pipeline.layout import BULLET, Line, Token
from curation.pipeline.ocr.defects import ink
from curation.pipeline.ocr.thresholds import BULLET_ASPECT, BULLET_FILL, BULLET_HEIGHT, BULLET_MIDDLE, SURE_BULLET

LONGEST = 2  # signs that one dot is taken for
FEWEST = 2  # on a page: one alone may be dirt
Box = tuple[float, float, float, float]  # left, top, right, bottom


def as_marks(lines: Sequence[Line], picture: Image.Image) -> tuple[Line, ...]:
    """The lines with "•" in the place of what is none of its letters, and where it was left out."""
    items = [_with_mark(line, picture) for line in lines]
    known = [item for item in items if item]
    if known:
        items = [item or _with_dropped(line, known, picture) for item, line in zip(items, lines, strict=True)]
    if sum(item is not None for item in items) < FEWEST:
        return tuple(lines)
    return tuple(item or line for item, line in zip(items, lines, strict=True))


def _with_mark(line: Line, picture: Image.Image) -> Line | None:
    first, *words = line.tokens
    if not words or len(first.text) > LONGEST or first.right > words[0].left:
        return None
    return _item(line, words, (first.left - 1, first.top - 1, first.right + 2, first.bottom + 2), picture)


def _with_dropped(line: Line, known: Sequence[Line], picture: Image.Image) -> Line | None:
    """The line as an item, if it begins below the words of one and something stands where that has its mark."""
    words = line.tokens
    for item in known:
        mark, beside = item.tokens[:2]
        if abs(beside.left - words[0].left) < (beside.bottom - beside.top) / 2:
            left, half = words[0].left - beside.left + mark.left, (mark.right - mark.left) / 2
            box = (left - half, words[0].top, left + 3 * half, words[0].bottom)
            return _item(line, words, box, picture)
    return None


def _item(line: Line, words: Sequence[Token], box: Box, picture: Image.Image) -> Line | None:
    """The words as an item, if what stands in the box on the picture is its mark."""
    x, y = int(box[0]), int(box[1])
    seen = ink(picture.crop((x, y, int(box[2]), int(box[3]))))
    found = seen.getbbox()
    if found is None or not _is_mark(seen.crop(found), y + (found[1] + found[3]) / 2, words):
        return None
    mark = Token(BULLET, x + found[0], y + found[1], x + found[2], y + found[3], SURE_BULLET)
    return line._replace(tokens=[mark, *words], left=mark.left)


def _is_mark(shape: Image.Image, middle: float, words: Sequence[Token]) -> bool:
    heights = sorted(word.bottom - word.top for word in words)
    measured = (
        (shape.histogram()[255] / (shape.width * shape.height), (BULLET_FILL, 1)),
        (shape.width / shape.height, BULLET_ASPECT),
        (shape.height / heights[len(heights) // 2], BULLET_HEIGHT),
        ((middle - words[0].top) / (words[0].bottom - words[0].top), BULLET_MIDDLE),
    )
    return all(least <= value <= most for value, (least, most) in measured)
