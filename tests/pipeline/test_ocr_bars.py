"""The English "I" of a plain typeface comes as a bar; a bar of a table stays one."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from curation.pipeline import ocr
from curation.pipeline.layout import Line, Token
from curation.pipeline.limits import Options
from curation.pipeline.ocr import bars

LETTER = ["I think I am well today and I have no pain.", "She said I should rest, and I agreed to it."]
TABLE = ["Name | approved | total", "Dose | raised | 5 mg", "Note | have | 7"]
TEXTS = {
    "before a verb": (["| am well"], ["I am well"]),
    "within a line": (["and | have no pain"], ["and I have no pain"]),
    "at the head of several lines": (["| reviewed it.", "| explained it."], ["I reviewed it.", "I explained it."]),
    "shortened": (["|’m well, and |'ll stay"], ["I’m well, and I'll stay"]),
    "a past tense where a clause begins": (["when | called"], ["when I called"]),
    "a past tense in a row of words": (["Status | approved"], ["Status | approved"]),
    "columns": (TABLE, TABLE),
    "a closed row": (["| approved | 12 |"], ["| approved | 12 |"]),
    "two values": (["yes | no"], ["yes | no"]),
    "a bar at the end": (["nothing |"], ["nothing |"]),
    "Spanish words": (["sí | no"], ["sí | no"]),
}


def lines(texts, *, gap=8):
    found = []
    for row, text in enumerate(texts):
        left, tokens = 50, []
        for word in text.split():
            width = 4 if word == "|" else 10 * len(word)
            tokens.append(Token(word, left, 100 + 30 * row, left + width, 120 + 30 * row, 90))
            left += width + gap
        found.append(Line.of(tokens, 20))
    return found


def said(found):
    return [" ".join(token.text for token in line.tokens) for line in found]


@pytest.mark.parametrize(("texts", "expected"), TEXTS.values(), ids=TEXTS)
def test_a_bar_is_a_word_only_where_it_can_be_nothing_else(texts, expected):
    assert said(bars.as_words(lines(texts), ("eng", "spa"))) == expected


def test_cells_far_apart_and_other_languages_keep_their_bars():
    assert said(bars.as_words(lines(["and | have it"], gap=40), ("eng",))) == ["and | have it"]
    assert said(bars.as_words(lines(["and | have it"]), ("spa",))) == ["and | have it"]


def test_a_rule_between_columns_is_taller_than_a_letter():
    [line] = lines(["and | have it"])
    tall = [token._replace(top=80, bottom=150) if token.text == "|" else token for token in line.tokens]
    assert said(bars.as_words([Line.of(tall, 20)], ("eng",))) == ["and | have it"]


@pytest.mark.parametrize("second", [False, True])
def test_a_letter_in_a_plain_typeface_is_read_with_its_words(second):
    page = Image.new("L", (1100, 300), 250)
    font = ImageFont.truetype("DejaVuSans.ttf", 28)
    for row, text in enumerate(LETTER):
        ImageDraw.Draw(page).text((40, 60 + 60 * row), text, font=font, fill=40)
    assert ocr.recognise(page, Options(second_engine=second, prefer_second=second)).text.split("\n") == LETTER
