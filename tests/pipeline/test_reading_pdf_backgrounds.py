"""Pictures behind and beside the text of a PDF page: only those that may say more are recognised."""

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from curation.pipeline import reading
from curation.pipeline.limits import Options
from curation.pipeline.media import PDF
from curation.pipeline.ocr import cache
from curation.pipeline.types import Method
from tests.samples.files import FONT

SENTENCES = [f"{number}. Bisoprolol was increased to 5 mg once daily in the morning." for number in range(1, 13)]
SHEET = (1240, 1754)


def plain():
    return Image.new("RGB", SHEET, "#dde8f4")


def shaded():
    return Image.linear_gradient("L").resize(SHEET).point(lambda level: 150 + level // 3)


def lettered(ink):
    sheet = Image.new("L", SHEET, 235)
    ImageDraw.Draw(sheet).text((120, 1400), "Draft of the committee", ink, ImageFont.truetype(str(FONT), 48))
    return sheet


def over(path, background, sentences=SENTENCES):
    """A page whose own text stands over a picture as large as the page."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(background), 0, 0, *A4)
    canvas.setFont("Helvetica", 12)
    for row, sentence in enumerate(sentences):
        canvas.drawString(60, 780 - 20 * row, sentence)
    canvas.save()
    return path


def read(path, tmp_path):
    """The page, and whether anything was recognised for it."""
    cache.taken()
    (page,) = reading.pages(path, PDF, [1], Options(cache=tmp_path / "known"))
    return page, bool(cache.taken())


@pytest.mark.parametrize("background", [plain, shaded])
def test_a_background_behind_text_is_not_recognised(tmp_path, background):
    page, recognised = read(over(tmp_path / "a.pdf", background()), tmp_path)
    assert (page.method, page.text, recognised) == (Method.TEXT, "\n\n".join(SENTENCES), False)


def test_what_is_written_on_a_background_is_recognised(tmp_path):
    page, recognised = read(over(tmp_path / "a.pdf", lettered(ink=40)), tmp_path)
    assert (page.method, recognised) == (Method.MIXED, True)
    assert "Draft of the committee" in page.text
    assert page.text.count("Bisoprolol") == len(SENTENCES)


def test_a_background_with_the_faintest_print_is_given_to_the_engine(tmp_path):
    _, recognised = read(over(tmp_path / "a.pdf", lettered(ink=205)), tmp_path)
    assert recognised


def test_a_page_whose_picture_is_noise_keeps_its_own_words(tmp_path):
    page, recognised = read(over(tmp_path / "a.pdf", Image.effect_noise(SHEET, 90), SENTENCES[:2]), tmp_path)
    assert (page.method, page.text, recognised) == (Method.TEXT, "\n\n".join(SENTENCES[:2]), False)
    assert [word.start for word in page.words[:2]] == [0, 3]
