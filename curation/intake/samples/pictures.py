"""A letter from a worn scanner, and a note photographed by hand. Chance comes from fixed seeds."""

import io
import textwrap
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from curation.intake.samples.content import Letter
from curation.intake.samples.fonts import BOLD, ITALIC, REGULAR, drawn

Size = tuple[int, int]
PAGE: Size = (1240, 1754)  # A4 at 150 dpi, what an office scanner gives
INK = 45


def scan(letter: Letter) -> bytes:
    """A PDF of one picture, without any text: skewed, grainy, unevenly lit, a hole punched at the edge."""
    paper = Image.new("L", PAGE, 250)
    write_letter(ImageDraw.Draw(paper), letter)
    chance = Random(11)  # noqa: S311 - grain, not secrets
    worn = paper.rotate(1.1, Image.Resampling.BICUBIC, fillcolor=238).filter(ImageFilter.GaussianBlur(0.7))
    worn = ImageChops.multiply(worn, light(PAGE, dark=225, bright=255))
    return as_pdf(jpeg(with_grain(worn, 0.11, chance), quality=60), letter.head)


def write_letter(draw: ImageDraw.ImageDraw, letter: Letter) -> None:
    draw.text((150, 130), letter.head, INK, drawn(BOLD, 36))
    draw.line((150, 190, 1090, 190), INK, 2)
    for y in (560, 1190):
        draw.ellipse((40, y, 76, y + 36), 70)
    y = 230
    for line in letter.lines:
        draw.text((150, y), line, INK, drawn(REGULAR, 23))
        y += 36
    y += 40
    for paragraph in (*letter.paragraphs, *letter.closing):
        for line in textwrap.wrap(paragraph, 72):
            draw.text((150, y), line, INK, drawn(REGULAR, 24))
            y += 38
        y += 20


def note(lines: tuple[str, ...]) -> bytes:
    """A photograph of a note on a desk: slanted lines, seen at an angle, a shadow from one side."""
    chance = Random(5)  # noqa: S311 - grain, not secrets
    paper = Image.new("L", (1300, 240 + 112 * len(lines)), 246)
    draw = ImageDraw.Draw(paper)
    for row, line in enumerate(lines):
        y = 130 + 112 * row
        draw.line((70, y + 74, 1230, y + 70), 205, 2)
        write_by_hand(draw, (110 + chance.randint(-14, 14), y), line, chance)
    desk = Image.new("L", (1600, paper.height + 260), 96)
    w, h = desk.size
    # Where each corner of the picture comes from on the paper: beyond its edges lies the desk.
    corners = (-150, -110, -190, paper.height + 130, 1300 + 120, paper.height + 190, 1300 + 160, -150)
    seen = Image.Transform.QUAD, corners, Image.Resampling.BICUBIC
    sheet = Image.new("L", paper.size, 255)
    desk.paste(paper.transform((w, h), *seen), mask=sheet.transform((w, h), *seen))
    photo = ImageChops.multiply(desk.filter(ImageFilter.GaussianBlur(0.8)), light((w, h), dark=178, bright=255))
    return jpeg(with_grain(photo, 0.05, chance).convert("RGB"), quality=72)


def write_by_hand(draw: ImageDraw.ImageDraw, at: tuple[int, int], line: str, chance: Random) -> None:
    """Letters that dance a little: no free handwriting font comes with the packages used here."""
    x, y = float(at[0]), float(at[1])
    for letter in line:
        font = drawn(ITALIC, 46 + chance.randint(-1, 1))
        draw.text((round(x), round(y + chance.uniform(-2, 2))), letter, INK + 10, font)
        x += font.getlength(letter) + chance.uniform(-0.5, 1.0)
        y -= 0.12


def light(size: Size, *, dark: int, bright: int) -> Image.Image:
    """Brightness falling from the upper left to the lower right."""
    ramp = Image.linear_gradient("L").resize(size)
    mixed = Image.blend(ramp, ramp.transpose(Image.Transpose.ROTATE_90).resize(size), 0.5)
    return mixed.point([bright - (bright - dark) * level // 255 for level in range(256)])


def with_grain(picture: Image.Image, share: float, chance: Random) -> Image.Image:
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return Image.blend(picture, grain, share)


def jpeg(picture: Image.Image, *, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, dpi=(150, 150))
    return file.getvalue()


def as_pdf(picture: bytes, title: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *A4)
    canvas.save()
    return file.getvalue()
