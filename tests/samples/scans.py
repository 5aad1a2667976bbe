"""Pages as a bad scanner gives them: worn, slanted, in shadow, in two columns."""

from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.samples.files import FONT

SIZE = (1240, 1754)
SENTENCES = (
    "Every employee has twenty-five days of leave in each calendar year.",
    "Ask your manager by letter and wait for the answer before you book.",
    "The warranty lasts two years from the day on which you bought it.",
    "Invoices are paid within thirty days unless the contract says more.",
    "La garantía dura dos años desde el día en que se compró el aparato.",
)


@cache
def printed(lines=24):
    """A clean page of print."""
    page = Image.new("L", SIZE, 250)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    for row in range(lines):
        pen.text((110, 150 + 60 * row), SENTENCES[row % len(SENTENCES)], font=font, fill=35)
    return page


def text(lines=24):
    return " ".join(SENTENCES[row % len(SENTENCES)] for row in range(lines))


def slanted(page, degrees=2.3):
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250)


def shaded(page):
    """With the shadow that a thick book has along its spine."""
    shadow = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda level: 70 + level * 0.6)
    return ImageChops.multiply(page, shadow)


def speckled(page, specks=6000):
    chance, worn = Random(3), page.copy()
    pen = ImageDraw.Draw(worn)
    for _ in range(specks):
        pen.point((chance.randrange(page.width), chance.randrange(page.height)), fill=chance.choice((0, 60, 220)))
    return worn


def worn(page):
    return speckled(shaded(slanted(page)).filter(ImageFilter.GaussianBlur(0.6)))


def two_columns(rows=14):
    page = Image.new("L", SIZE, 250)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 24)
    for left, side in ((90, "left"), (680, "right")):
        for row in range(rows):
            pen.text((left, 150 + 48 * row), f"The {side} column holds line {row + 10}", font=font, fill=30)
    return page
