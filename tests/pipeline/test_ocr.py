"""One page picture -> lines of words."""

import sys
import time

import pytest
from PIL import ImageDraw

from curation.pipeline import ocr, reading
from curation.pipeline.errors import Damaged, OcrUnavailable, TooLarge, TooSlow
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import JPEG, PNG, TIFF
from curation.pipeline.ocr import engines, linked, program, rapid
from curation.pipeline.types import BlockKind, Method
from tests.samples.files import LINES, picture, tiff

PLAIN = Options(second_engine=False)


@pytest.fixture(autouse=True)
def engines_looked_for_anew():
    for remembered in (engines.first, engines.second, program.installed):
        remembered.cache_clear()
    yield
    for remembered in (engines.first, engines.second, program.installed):
        remembered.cache_clear()


def words(seen):
    return [token.text for token in seen.tokens]


ENGINES = {"linked": linked, "program": program, "second": rapid}


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_every_engine_gives_the_same_words_in_the_same_boxes(engine):
    lines = engine.read(picture(), ("spa", "eng"), 150, time.monotonic() + 60)
    assert [[token.text for token in line.tokens] for line in lines] == [line.split() for line in LINES]
    first, last = lines[0].tokens[0], lines[-1].tokens[-1]
    assert (first.left, first.top, first.right, first.bottom) == pytest.approx((100, 127, 156, 153), abs=12)
    assert (last.right, last.bottom) == pytest.approx((706, 301), abs=12)
    assert all(80 < token.confidence <= 100 for line in lines for token in line.tokens)
    assert engine.name().split()[0] in {"tesseract", "rapidocr"}


def test_without_the_linked_tesseract_its_program_is_used(monkeypatch):
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    assert engines.first() is program
    assert words(ocr.recognise(picture(), PLAIN)) == " ".join(LINES).split()


def test_without_the_second_engine_the_first_has_the_last_word(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert ocr.recognise(picture(["x8#k"]), Options(prefer_second=True)).engine.startswith("tesseract")


def test_installed_languages_are_offered_by_name():
    assert {"eng": "English", "spa": "Español"}.items() <= ocr.languages().items()
    assert "osd" not in ocr.languages()


def test_words_come_in_reading_order_with_boxes_on_the_picture():
    seen = ocr.recognise(picture(), PLAIN)
    assert words(seen) == " ".join(LINES).split()
    first = seen.lines[0].tokens[0]
    assert (first.left, first.top) == pytest.approx((100, 127), abs=6)
    assert first.confidence > 80
    assert (seen.angle, seen.width, seen.height) == (0, 1240, 900)


@pytest.mark.parametrize("turned", [90, 180])
def test_a_page_scanned_sideways_is_turned_upright(turned):
    page = picture([f"{line} {number}" for number in range(4) for line in LINES])
    seen = ocr.recognise(page.rotate(turned, expand=True), PLAIN)
    assert seen.angle == turned
    assert words(seen)[:5] == LINES[0].split()
    assert (seen.width, seen.height) == (1240, 900)


def test_an_empty_picture_has_no_words_and_no_confidence():
    seen = ocr.recognise(picture([]), PLAIN)
    assert (seen.lines, seen.confidence) == ((), None)


def test_a_language_that_is_not_installed_is_named():
    with pytest.raises(OcrUnavailable, match="tlh"):
        ocr.recognise(picture(), Options(languages=("eng", "tlh")))


def test_without_the_program_the_message_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(OcrUnavailable, match="Tesseract"):
        ocr.recognise(picture(), PLAIN)


def test_a_page_that_takes_too_long_is_given_up():
    with pytest.raises(TooSlow, match="too long"):
        ocr.recognise(picture(list(LINES) * 4, size=(3000, 4000)), PLAIN, seconds=0.05)


def test_larger_letters_are_a_heading_and_marks_are_list_items(tmp_path):
    page = picture(["", "Bring these things with you on the day:", "", "1. a pen that writes", "", "2. some paper"])
    large = picture(["Rules"], size=(310, 225)).resize((1240, 900))
    page.paste(large.crop((300, 400, 1000, 760)).resize((350, 180)), (60, 0))
    ImageDraw.Draw(page)
    page.save(tmp_path / "a.png")
    (read,) = reading.pages(tmp_path / "a.png", PNG, [1], Options())
    kinds = [block.kind for block in read.blocks]
    assert kinds[-2:] == [BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_every_frame_of_a_tiff_is_a_page(tmp_path):
    path = tiff(tmp_path / "a.tif", picture(["First page of two"]), picture(["Second page of two"]))
    assert reading.outline(path, TIFF, Limits()).page_count == 2
    (page,) = reading.pages(path, TIFF, [2], Options())
    assert (page.number, page.text, page.method, page.dpi) == (2, "Second page of two", Method.OCR, 150)


def test_a_photograph_is_read_as_its_camera_was_held(tmp_path):
    image = picture().rotate(90, expand=True)
    exif = image.getexif()
    exif[0x0112] = 6  # "turn me by 90 degrees clockwise"
    image.save(tmp_path / "a.jpg", exif=exif)
    (page,) = reading.pages(tmp_path / "a.jpg", JPEG, [1], Options())
    assert page.text.split() == " ".join(LINES).split()
    assert (page.angle, page.width, page.height) == (0, 1240, 900)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P", "I;16"])
def test_pictures_of_every_kind_are_read(tmp_path, mode):
    image = (
        picture().convert("I").point(lambda value: value * 257).convert("I;16")
        if mode == "I;16"
        else picture(mode=mode)
    )
    image.save(tmp_path / "a.png")
    (page,) = reading.pages(tmp_path / "a.png", PNG, [1], Options())
    assert "warranty lasts two years" in page.text


def test_black_letters_on_nothing_are_read_as_on_paper(tmp_path):
    image = picture(mode="RGBA")
    image.putalpha(picture().point(lambda value: 255 - value))
    image.save(tmp_path / "a.png")
    (page,) = reading.pages(tmp_path / "a.png", PNG, [1], Options())
    assert "warranty lasts two years" in page.text


def test_pixels_are_counted_before_any_is_decoded(tmp_path):
    picture().save(tmp_path / "a.png")
    with pytest.raises(TooLarge, match="1 million pixels"):
        reading.outline(tmp_path / "a.png", PNG, Limits(pixels=1_000_000))


def test_a_cut_off_picture_is_damaged(tmp_path):
    picture(mode="RGB").save(tmp_path / "a.png")
    (tmp_path / "a.png").write_bytes((tmp_path / "a.png").read_bytes()[:3000])
    with pytest.raises(Damaged):
        list(reading.pages(tmp_path / "a.png", PNG, [1], Options()))
