"""The pictures on a PDF page that has good text of its own: what is written in them."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from PIL import Image, ImageChops

from curation.pipeline.layout import Line, Token
from curation.pipeline.limits import Options
from curation.pipeline.ocr import Recognised, recognise
from curation.pipeline.reading.pdf_boxes import Box

SMALLEST = 0.02  # of the page: smaller ones are logos and ornaments
MOST = 12  # pictures of one page
# Photographs give "words" too; real lettering is recognised with more confidence than this.
LEAST_CONFIDENCE = 60
BORDER = 4  # pixels at the edge of a picture, where it meets the paper
FAINTEST = 16  # gray levels from one pixel to the next but one: a background has fewer, the faintest print has more


def read_regions(
    picture: Image.Image, regions: Sequence[Box], known: Sequence[Line], options: Options
) -> Recognised | None:
    """What the pictures say that the page's own text does not; None for nothing."""
    area = picture.width * picture.height
    large = [box for box in regions if (box[2] - box[0]) * (box[3] - box[1]) >= SMALLEST * area]
    lines: list[Line] = []
    engine = ""
    for box in _apart(large)[:MOST]:
        left, top = int(box[0]), int(box[1])
        region = picture.crop((left, top, int(box[2]) + 1, int(box[3]) + 1))
        if not _shows_more(region, left, top, (token for line in known for token in line.tokens)):
            continue
        seen = recognise(region, options, dpi=options.dpi, seconds=options.ocr_seconds / 2, whole=False)
        if not seen.angle:
            lines += [line for found in seen.lines if (line := _new(_moved(found, left, top), known))]
            engine = seen.engine
    return Recognised(tuple(lines), picture.width, picture.height, engine) if lines else None


def _apart(boxes: list[Box]) -> list[Box]:
    """The boxes that lie in no other: a scan is often one picture laid over another."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[0] - box[2]) * (box[3] - box[1])):
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not any(b[0] <= middle[0] <= b[2] and b[1] <= middle[1] <= b[3] for b in kept):
            kept.append(box)
    return sorted(kept, key=lambda box: (box[1], box[0]))


def _shows_more(region: Image.Image, left: int, top: int, known: Iterable[Token]) -> bool:
    """Whether anything stands out on the region besides the words that are known: cheaper than to read it."""
    width, height = region.width - 2 * BORDER, region.height - 2 * BORDER
    if min(width, height) < 1:
        return True
    at_left, at_right, above, below = (
        region.crop((BORDER + x, BORDER + y, BORDER + x + width, BORDER + y + height))
        for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1))
    )
    steps = ImageChops.lighter(ImageChops.difference(at_left, at_right), ImageChops.difference(above, below))
    for token in known:
        around = 2 + int(0.15 * (token.bottom - token.top))  # what slants, and the edge of a letter
        x, y = left + BORDER, top + BORDER
        from_x, from_y = int(token.left) - x - around, int(token.top) - y - around
        steps.paste(0, (from_x, from_y, int(token.right) - x + around, int(token.bottom) - y + around))
    return any(steps.histogram()[FAINTEST:])


def _moved(line: Line, left: int, top: int) -> Line:
    tokens = [
        t._replace(left=t.left + left, right=t.right + left, top=t.top + top, bottom=t.bottom + top)
        for t in line.tokens
    ]
    return Line.of(tokens, 0, begins=line.begins)


def _new(line: Line, known: Sequence[Line]) -> Line | None:
    """The line without words that the page's own text already has there; None when it is no lettering."""
    tokens = [t for t in line.tokens if not _covered((t.left + t.right) / 2, (t.top + t.bottom) / 2, known)]
    if fmean([t.confidence or 0 for t in tokens] or [0]) < LEAST_CONFIDENCE:
        return None
    lettering = any(len(t.text) > 1 and t.text.isalnum() for t in tokens)
    return Line.of(tokens, 0, begins=line.begins) if lettering else None


def _covered(x: float, y: float, known: Sequence[Line]) -> bool:
    return any(
        token.left <= x <= token.right and token.top <= y <= token.bottom
        for line in known
        if line.top <= y <= line.bottom
        for token in line.tokens
    )
