"""A filled dot or square before a line is the mark of a list, whatever letter an engine takes it for."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from curation.pipeline import ocr, reading
from curation.pipeline.layout import CLEARLY_LARGER, Line, Token, compose
from curation.pipeline.limits import Options
from curation.pipeline.media import PNG
from curation.pipeline.ocr import bullets
from curation.pipeline.types import BlockKind

ITEMS = ["Take the tablets with water.", "Weigh yourself each morning.", "Call the nurse at any time."]
HIGH, STEP = 30, 60


def dot(draw, box):
    draw.ellipse(box, fill=0)


def square(draw, box):
    draw.rectangle(box, fill=0)


def ring(draw, box):
    draw.ellipse(box, outline=0, width=2)


def page(mark, *, side=14, down=8, rows=3):
    """A picture with marks before its lines, and the lines as an engine that reads "e" gives them."""
    picture = Image.new("L", (600, 100 + STEP * rows), 255)
    lines = []
    for row in range(rows):
        top = 50 + STEP * row
        box = (50, top + down, 50 + side, top + down + side)
        mark(ImageDraw.Draw(picture), box)
        words = [
            Token("e", *box, 60),
            Token("Take", 90, top, 150, top + HIGH, 96),
            Token("it", 160, top, 180, top + HIGH, 96),
        ]
        lines.append(Line.of(words, HIGH))
    return bullets.as_marks(lines, picture)


def first_words(lines):
    return {line.tokens[0].text for line in lines}


@pytest.mark.parametrize("mark", [dot, square])
def test_what_is_filled_and_stands_at_mid_height_is_a_mark(mark):
    seen = page(mark)
    assert first_words(seen) == {"•"}
    assert {line.tokens[0].confidence for line in seen} == {95}


@pytest.mark.parametrize(
    ("mark", "how"),
    [
        (ring, {}),
        (dot, {"side": 24, "down": 4}),
        (dot, {"side": 5, "down": 14}),
        (dot, {"down": 20}),
        (dot, {"rows": 1}),
    ],
    ids=["hollow", "as high as a letter", "a speck", "as low as a full stop", "alone on the page"],
)
def test_what_may_be_a_letter_or_dirt_stays(mark, how):
    assert first_words(page(mark, **how)) == {"e"}


def test_a_scanned_list_is_read_as_a_list(tmp_path):
    picture = Image.new("L", (1100, 420), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(36)
    draw.text((60, 30), "What to do at home:", fill=0, font=font)
    for row, words in enumerate(ITEMS, start=1):
        draw.ellipse((62, 52 + 80 * row, 77, 67 + 80 * row), fill=0)
        draw.text((110, 35 + 80 * row), words, fill=0, font=font)
    path = tmp_path / "list.png"
    picture.save(path, dpi=(150, 150))
    assert ocr.recognise(picture, Options(second_engine=False)).text.count("• ") == len(ITEMS)
    (read,) = reading.pages(path, PNG, [1], Options())
    items = [read.text[block.start : block.end] for block in read.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == [f"• {words}" for words in ITEMS]


def set_lines(*rows, size, top):
    """Lines of words, each with where it begins."""
    return [
        Line.of(
            [Token(word, left + 90 * n, y, left + 90 * n + 80, y + size) for n, word in enumerate(text.split())], size
        )
        for y, (left, text) in zip(range(top, 2000, size + 6), rows, strict=False)
    ]


def test_a_list_in_larger_letters_than_most_of_the_page_is_no_row_of_headings():
    items = set_lines(
        (50, "• The drive stores songs"), (140, "on each disk"), (50, "• Optional control"), size=27, top=100
    )
    body = set_lines(*[(50, "Small print that most of this page is set in")] * 8, size=18, top=260)
    text, _, blocks = compose([*items, *body], CLEARLY_LARGER)
    kinds = [(block.kind, text[block.start : block.end]) for block in blocks]
    assert kinds[:2] == [
        (BlockKind.LIST_ITEM, "• The drive stores songs\non each disk"),
        (BlockKind.LIST_ITEM, "• Optional control"),
    ]
    assert BlockKind.HEADING not in {kind for kind, _ in kinds}


def test_a_heading_under_a_list_stays_one():
    items = set_lines((50, "• The drive stores songs"), size=18, top=100)
    heading = set_lines((140, "Recording"), size=27, top=150)
    body = set_lines(*[(50, "Small print that most of this page is set in")] * 8, size=18, top=200)
    _, _, blocks = compose([*items, *heading, *body], CLEARLY_LARGER)
    assert [block.kind for block in blocks] == [BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.PARAGRAPH]
