"""Where things on a PDF page stand on its picture."""

import ctypes
from collections.abc import Iterable, Sequence
from itertools import repeat, starmap

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]  # left, top, right, bottom
Matrix = tuple[float, float, float, float, float, float]
FINE = 64  # device units to a pixel, because pdfium answers in whole units
RECTANGLE = ctypes.sizeof(pdfium_c.FS_RECTF)
# The same function of pdfium under plain numbers: called for a whole page by `map`, it costs half of a checked call.
_LOOSE_BOX = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


class Projection:
    """From points of the page, as its fonts see them, to pixels of its picture: crop box and rotation included."""

    def __init__(self, page: pdfium.PdfPage, scale: float) -> None:
        width, height = page.get_size()
        self.width, self.height = max(1, round(width * scale)), max(1, round(height * scale))
        self._page = page
        origin, right, up = self._point(0, 0), self._point(1000, 0), self._point(0, 1000)
        self._x0, self._y0 = origin
        self._xx, self._yx = (right[0] - origin[0]) / 1000, (right[1] - origin[1]) / 1000
        self._xy, self._yy = (up[0] - origin[0]) / 1000, (up[1] - origin[1]) / 1000

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, self.width * FINE, self.height * FINE, 0)
        pdfium_c.FPDF_PageToDevice(self._page.raw, *size, x, y, across, down)
        return across.value / FINE, down.value / FINE

    @property
    def turned(self) -> bool:
        """Whether the picture shows the page on its side."""
        return bool(self._xy or self._yx)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Left, top, right, bottom in pixels."""
        if not self.turned:
            x1, x2 = self._x0 + self._xx * left, self._x0 + self._xx * right
            y1, y2 = self._y0 + self._yy * bottom, self._y0 + self._yy * top
        else:
            x1, x2 = (self._x0 + self._xx * x + self._xy * y for x, y in ((left, bottom), (right, top)))
            y1, y2 = (self._y0 + self._yx * x + self._yy * y for x, y in ((left, bottom), (right, top)))
        return (x1 if x1 < x2 else x2, y1 if y1 < y2 else y2, x2 if x1 < x2 else x1, y2 if y1 < y2 else y1)

    def extent(self, width: float, height: float) -> tuple[float, float]:
        """How many pixels something of this size takes across and down."""
        return abs(self._xx) * width + abs(self._xy) * height, abs(self._yx) * width + abs(self._yy) * height

    def word_boxes(self, text_page: pdfium.PdfTextPage, words: Sequence[tuple[int, int]]) -> list[Box | None]:
        """The boxes around words, from the line-high boxes of their first and last letters; None off the picture."""
        ends = [index for start, end in words for index in (start, end - 1)]
        found = (pdfium_c.FS_RECTF * len(ends))()
        place = ctypes.addressof(found)
        handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        told = list(map(_LOOSE_BOX, repeat(handle), ends, range(place, place + RECTANGLE * len(ends), RECTANGLE)))
        sides = iter(memoryview(found).cast("B").cast("f").tolist())
        around = (
            (
                left if left < left2 else left2,
                bottom if bottom < bottom2 else bottom2,
                right if right > right2 else right2,
                top if top > top2 else top2,
            )
            for left, top, right, bottom, left2, top2, right2, bottom2 in zip(*[sides] * 8, strict=True)
        )
        known = [first and last for first, last in zip(told[::2], told[1::2], strict=True)]
        across, down = 2 * self.width, 2 * self.height
        return [
            box if is_known and 0 <= box[0] + box[2] <= across and 0 <= box[1] + box[3] <= down else None
            for box, is_known in zip(self._boxes(around), known, strict=True)
        ]

    def _boxes(self, around: Iterable[Box]) -> Iterable[Box]:
        """As `box`, of left, bottom, right and top in points; at once for pages that stand as their text does."""
        if self.turned or self._xx <= 0 or self._yy >= 0:
            return starmap(self.box, around)
        x0, y0, xx, yy = self._x0, self._y0, self._xx, self._yy
        return [
            (x0 + xx * left, y0 + yy * top, x0 + xx * right, y0 + yy * bottom) for left, bottom, right, top in around
        ]
