"""How a page picture is read: when it is cleaned, whom else it is shown to, what becomes of disagreement."""

import re
from collections import Counter

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from curation.pipeline import ocr
from curation.pipeline.errors import NoText
from curation.pipeline.layout import Line, Token
from curation.pipeline.limits import Options
from curation.pipeline.ocr import comparing, defects, engines, letters, order, policy, thresholds
from curation.pipeline.ocr.recognised import Recognised
from tests.samples import scans
from tests.samples.files import FONT, picture

PLAIN = Options(second_engine=False)
SECOND = pytest.mark.skipif(engines.second() is None, reason="the second engine is not installed")


def word_f1(found, expected):
    a, b = (Counter(re.findall(r"\w+", text)) for text in (found, expected))
    return 2 * (a & b).total() / (a.total() + b.total())


def lines_at(*corners):
    return [Line.of([Token(str(number), x, y, x + 200, y + 20)], 20) for number, (x, y) in enumerate(corners)]


PAGES = {
    "clean": (scans.printed, False),
    "slightly slanted": (lambda: scans.slanted(scans.printed(), 0.6), False),
    "slanted": (lambda: scans.slanted(scans.printed(), -1.6), True),
    "in shadow": (lambda: scans.shaded(scans.printed()), True),
    "worn": (lambda: scans.worn(scans.printed()), True),
    "sideways": (lambda: scans.printed().rotate(90, expand=True), False),
    "gray paper, evenly lit": (lambda: scans.printed().point(lambda level: level * 0.8), False),
    "empty": (lambda: Image.new("L", scans.SIZE, 250), False),
}


@pytest.mark.parametrize(("page", "is_cleaned"), PAGES.values(), ids=PAGES)
def test_only_a_page_with_defects_is_cleaned(page, is_cleaned):
    assert defects.measure(page()).call_for_cleaning is is_cleaned


@pytest.mark.parametrize("degrees", [-3.1, -1.2, 0.0, 2.3])
def test_the_slant_of_a_page_is_measured_to_a_tenth_of_a_degree(degrees):
    assert defects.measure(scans.slanted(scans.printed(), degrees)).skew == pytest.approx(-degrees, abs=0.11)


def test_a_worn_page_is_read_well_because_it_is_cleaned():
    page = scans.worn(scans.printed())
    left_alone = ocr.recognise(page, Options(second_engine=False, clean=False))
    cleaned = ocr.recognise(page, PLAIN)
    assert cleaned.engine.endswith(", cleaned")
    assert word_f1(cleaned.text, scans.text()) > 0.95 > word_f1(left_alone.text, scans.text()) + 0.1


def test_boxes_of_a_straightened_page_lie_on_the_page_as_it_was():
    page = scans.slanted(scans.printed(), 2.3)
    for token in ocr.recognise(page, PLAIN).tokens[:40]:
        inside = page.crop(tuple(map(int, (token.left, token.top, token.right, token.bottom))))
        assert inside.getextrema()[0] < 120, f"no ink in the box of {token.text}"


def test_the_angle_that_a_person_gave_is_not_doubted():
    page = scans.printed(8).rotate(180)
    assert ocr.recognise(page, Options(second_engine=False, angle=0)).angle == 0
    assert ocr.recognise(page, Options(second_engine=False, angle=180)).confidence > 90


@pytest.mark.parametrize("words", ["La garantía dura dos años.", "The warranty lasts two years."])
def test_spanish_keeps_its_accents_beside_english(words):
    assert ocr.recognise(picture([words]), PLAIN).text == words


@SECOND
def test_a_page_that_the_first_engine_is_sure_of_is_not_shown_to_the_second(monkeypatch):
    monkeypatch.setattr(engines.second(), "read", None)
    assert ocr.recognise(picture(), Options()).engine.startswith("tesseract")


@SECOND
def test_an_unsure_page_is_read_by_the_second_engine_and_disputed_words_are_doubtful():
    page = scans.printed(6).filter(ImageFilter.GaussianBlur(3.4))
    first, seen = ocr.recognise(page, PLAIN), ocr.recognise(page, Options())
    assert first.confidence < thresholds.UNSURE
    assert seen.engine.startswith("rapidocr")
    assert seen.alternative == first.text
    assert word_f1(seen.text, scans.text(6)) > word_f1(first.text, scans.text(6))
    doubtful = [token for token in seen.tokens if token.confidence <= thresholds.DISAGREED]
    assert 0 < len(doubtful) < len(seen.tokens)


@SECOND
def test_a_page_of_a_script_that_the_second_engine_does_not_know_is_not_shown_to_it():
    assert not engines.second().knows(("eng", "rus"))


@SECOND
def test_the_second_engine_keeps_columns_apart():
    seen = ocr.recognise(scans.two_columns(), Options(prefer_second=True))
    assert seen.engine.startswith("rapidocr")
    sides = [token.text for token in seen.tokens if token.text in {"left", "right"}]
    assert sides == sorted(sides)


def test_ink_without_words_is_told_from_an_empty_page():
    blot = Image.new("L", (1000, 1400), 250)
    assert not defects.measure(blot).inked
    ImageDraw.Draw(blot).ellipse((300, 300, 500, 500), fill=20)
    assert defects.measure(blot).inked


@pytest.mark.parametrize(("grain", "margin"), [(1, 0), (2, 0), (1, 100), (2, 331)])
def test_a_picture_of_noise_is_refused_before_it_is_recognised(monkeypatch, grain, margin):
    monkeypatch.setattr(engines.first(), "read", None)
    size = [side - 2 * margin for side in scans.SIZE]
    noise = Image.effect_noise((size[0] // grain, size[1] // grain), 90).resize(size, Image.Resampling.NEAREST)
    noise = ImageOps.expand(noise, margin, fill=250)
    with pytest.raises(NoText, match="noise"):
        ocr.recognise(noise, PLAIN)
    assert not ocr.recognise(noise, PLAIN, whole=False).lines  # one of several pictures on a page


def fine_print():
    sheet, font = Image.new("L", scans.SIZE, 255), ImageFont.truetype(FONT, 8)
    pen = ImageDraw.Draw(sheet)
    for top in range(0, sheet.height, 9):
        pen.text((0, top), "No claim may be made for what this print says. " * 8, font=font, fill=10)
    return sheet


NO_NOISE = {
    "print": scans.printed,
    "a worn page": lambda: scans.worn(scans.printed()),
    "print among specks": lambda: scans.speckled(scans.printed(), scans.SIZE[0] * scans.SIZE[1] // 12),
    "a faint page": lambda: scans.printed().point(lambda level: 200 + level // 5),
    "the grain of empty paper": lambda: Image.effect_noise(scans.SIZE, 6),
    "a sheet full of fine print": fine_print,
    "the same askew": lambda: scans.slanted(fine_print(), 1.5),
    "the same sideways": lambda: fine_print().rotate(90, expand=True),
    "the same with margins": lambda: ImageOps.expand(fine_print(), 300, fill=255),
    "a code of small squares": lambda: ImageOps.expand(Image.effect_noise((320, 320), 90), 400, fill=255),
}


@pytest.mark.parametrize("page", NO_NOISE.values(), ids=NO_NOISE)
def test_nothing_else_is_taken_for_noise(page):
    assert not defects.is_noise(page())


@pytest.mark.parametrize("face", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSerif.ttf", "DejaVuSansMono.ttf"])
@pytest.mark.parametrize("size", [20, 29, 36])
def test_the_height_of_small_letters_is_measured_in_every_typeface(face, size):
    page, font = Image.new("L", (1654, 2339), 246), ImageFont.truetype(face, size)
    pen = ImageDraw.Draw(page)
    for row in range(30):
        pen.text((150, 150 + 65 * row), scans.SENTENCES[row % len(scans.SENTENCES)], 38, font)
    _, top, _, bottom = font.getbbox("x")
    assert abs(letters.small_print(scans.slanted(page, 0.4)) - (bottom - top)) <= 1


@pytest.mark.parametrize("enlarged", [2, 2.5])
def test_letters_taller_than_needed_are_read_smaller_and_stand_where_they_stood(monkeypatch, enlarged):
    page, first = scans.printed(), engines.first()
    wide, high = (round(side * enlarged) for side in page.size)
    shown = []
    read = first.read
    monkeypatch.setattr(first, "read", lambda sheet, *more: shown.append(sheet.size) or read(sheet, *more))
    seen = ocr.recognise(page.resize((wide, high)), PLAIN)
    assert word_f1(seen.text, scans.text()) > 0.99
    assert (seen.width, seen.height) == (wide, high)
    assert shown[0][1] < 0.7 * high
    before = {token.text: token for token in ocr.recognise(page, PLAIN).tokens}
    employee, as_printed = seen.tokens[1], before["employee"]
    assert employee.text == "employee"
    assert employee.left / enlarged == pytest.approx(as_printed.left, abs=6)


def test_small_print_beside_larger_is_not_made_smaller():
    notice = Image.new("L", (1240, 1754), 250)
    pen = ImageDraw.Draw(notice)
    for row in range(6):
        pen.text((60, 40 + 90 * row), "Large letters of a notice", font=ImageFont.truetype(FONT, 60), fill=20)
    for row in range(36):
        pen.text(
            (60, 640 + 26 * row), "and what it says in small print " * 3, font=ImageFont.truetype(FONT, 16), fill=20
        )
    assert letters.fitting(notice) is notice


def test_the_dark_edge_of_a_scan_is_no_print():
    page = scans.printed().copy()
    page.paste(10, (0, 0, 220, page.height))
    assert letters.small_print(page) == letters.small_print(scans.printed())


TWO_COLUMNS = [(x, 100 + 30 * row) for x in (50, 400) for row in range(8)]
LAYOUTS = {
    "one column": ([(50, 100 + 30 * row) for row in range(8)], list(range(8))),
    "two columns": (TWO_COLUMNS, list(range(16))),
    "two columns under a title": ([(200, 20), *TWO_COLUMNS], list(range(17))),
    "a row of cells": ([(300, 100), (50, 102)], [1, 0]),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("corners", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_lines_are_put_into_reading_order(corners, expected):
    shuffled = sorted(lines_at(*corners), key=lambda line: (line.top, -line.left))
    assert [int(token.text) for line in order.by_columns(shuffled) for token in line.tokens] == expected


def test_columns_that_the_first_engine_saw_give_the_order():
    known = lines_at(*TWO_COLUMNS)
    assert order.columns(known) == 2
    assert order.columns(known[:8]) == 1
    shuffled = sorted(known, key=lambda line: line.top)
    assert order.in_order_of(known, shuffled) == known


def one_line(confidences, *texts):
    tokens = [
        Token(text, 60 * n, 10, 60 * n + 50, 30, c) for n, (text, c) in enumerate(zip(texts, confidences, strict=True))
    ]
    return Recognised((Line.of(tokens, 20),), 400, 100, "")


@pytest.mark.parametrize(("first_is", "expected"), [(75, [60, 60]), (40, [99, 60])], ids=["unsure", "lost"])
def test_an_engine_that_is_lost_does_not_contradict_a_sure_word(first_is, expected):
    settled = policy._settled(one_line([first_is] * 2, "x1", "x2"), one_line([99, 90], "she", "come"))
    assert [token.confidence for token in settled.tokens] == expected


DISPUTES = {
    "the same word in the same place": (Token("leave", 10, 10, 60, 30), Token("leave", 12, 9, 62, 31), False),
    "punctuation is no dispute": (Token("leave,", 10, 10, 60, 30), Token("leave.", 12, 9, 62, 31), False),
    "another word": (Token("leave", 10, 10, 60, 30), Token("1eave", 10, 10, 60, 30), True),
    "the same word on another line": (Token("leave", 10, 10, 60, 30), Token("leave", 10, 60, 60, 80), True),
    "a mark that is no word": (Token("—", 10, 10, 60, 30), Token("leave", 10, 10, 60, 30), False),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), DISPUTES.values(), ids=DISPUTES)
def test_words_are_disputed_where_the_other_engine_saw_no_such_word(ours, theirs, expected):
    one, other = (Recognised((Line.of([token], 20),), 100, 100, "") for token in (ours, theirs))
    assert comparing.disputed(one, other) == [expected]
