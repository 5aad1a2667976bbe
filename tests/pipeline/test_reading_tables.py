"""Tables on PDF pages with text of their own, and what looks like one and is none."""

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from curation.pipeline import reading
from curation.pipeline.limits import Options
from curation.pipeline.media import PDF
from curation.pipeline.types import BlockKind
from tests.pipeline.reading import blocks
from tests.samples.files import two_column_pdf

PRICES = [
    ("Test", "Price", "Days"),
    ("Blood count", "12.50", "1"),
    ("Liver panel", "40.00", "2"),
    ("Culture", "31", "4"),
]
PROSE = "Every employee asks for leave in good time and by letter, as the rules of the house say in chapter"


@pytest.fixture
def page(tmp_path):
    """A function that draws on an empty page and reads it."""

    def read(draw):
        canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.save()
        (found,) = reading.pages(tmp_path / "a.pdf", PDF, [1], Options())
        return found

    return read


def rows(canvas, cells, *, left=72, top=700, wide=120, high=20):
    for number, row in enumerate(cells):
        for column, text in enumerate(row):
            canvas.drawString(left + column * wide, top - number * high, text)


def borders(canvas, columns, count, *, left=66, top=714, wide=120, high=20):
    canvas.grid([left + wide * at for at in range(columns + 1)], [top - high * at for at in range(count + 1)])


def tables(found):
    return [text for kind, _, text in blocks(found) if kind == BlockKind.TABLE]


def test_a_ruled_table_stands_between_the_paragraphs_it_was_drawn_between(page):
    def draw(canvas):
        canvas.drawString(72, 760, "What our tests cost, and how long they take.")
        rows(canvas, PRICES)
        borders(canvas, 3, 4)
        canvas.drawString(72, 600, "Prices hold for this year.")

    found = page(draw)
    assert blocks(found) == [
        ("paragraph", 0, "What our tests cost, and how long they take."),
        ("table", 0, "Test | Price | Days\nBlood count | 12.50 | 1\nLiver panel | 40.00 | 2\nCulture | 31 | 4"),
        ("paragraph", 0, "Prices hold for this year."),
    ]


def test_every_word_of_a_table_is_the_text_at_its_offsets(page):
    def draw(canvas):
        rows(canvas, [("", "Price", ""), ("Blood count", "", "1"), ("Liver panel", "40.00", "")])
        borders(canvas, 3, 3)

    found = page(draw)
    assert found.text == " | Price | \nBlood count |  | 1\nLiver panel | 40.00 | "
    words = " ".join(found.text[word.start : word.end] for word in found.words)
    assert words == "Price Blood count 1 Liver panel 40.00"
    price, blood = found.words[:2]
    assert price.left > blood.left and price.top < blood.top


def test_a_cell_of_several_lines_is_one_cell(page):
    def draw(canvas):
        rows(
            canvas,
            [("Leave", "Ask your manager"), ("", "by letter."), ("Illness", "Call before"), ("", "nine.")],
            high=14,
        )
        borders(canvas, 2, 2, high=28)

    assert page(draw).text == "Leave | Ask your manager by letter.\nIllness | Call before nine."


def test_rows_without_lines_between_them_are_rows_where_a_column_holds_figures(page):
    def draw(canvas):
        rows(canvas, PRICES)
        canvas.grid([66, 186, 306, 426], [714, 694, 634])

    assert tables(page(draw))[0].split("\n") == [" | ".join(row) for row in PRICES]


def test_a_title_over_all_columns_stays_whole(page):
    def draw(canvas):
        canvas.drawString(100, 720, "Prices of all of our tests in this year")
        rows(canvas, PRICES)
        borders(canvas, 3, 4)
        canvas.rect(66, 714, 360, 20)

    assert page(draw).text.split("\n")[0] == "Prices of all of our tests in this year |  | "


def test_columns_of_figures_are_a_table_without_any_line(page):
    found = page(lambda canvas: rows(canvas, PRICES))
    assert tables(found) == ["\n".join(" | ".join(row) for row in PRICES)]


def test_names_of_columns_on_two_lines_are_one_row(page):
    lines = [("Kind of", "Price", "Days"), ("test", "(euro)", "(work)"), *PRICES[1:]]
    found = page(lambda canvas: rows(canvas, lines))
    assert tables(found)[0].split("\n")[:2] == ["Kind of test | Price (euro) | Days (work)", "Blood count | 12.50 | 1"]


def test_two_columns_of_prose_are_never_a_table(tmp_path):
    (found,) = reading.pages(two_column_pdf(tmp_path / "a.pdf"), PDF, [1], Options())
    assert tables(found) == []


@pytest.mark.parametrize("framed", [False, True])
def test_columns_of_prose_with_years_and_numbers_are_none_either(page, framed):
    def draw(canvas):
        canvas.setFont("Helvetica", 8)
        for column in range(3):
            for line in range(30):
                canvas.drawString(60 + 180 * column, 760 - 10 * line, " ".join(PROSE.split()[line % 7 :][:6]))
                canvas.drawString(210 + 180 * column, 760 - 10 * line, str(2001 + line))
        if framed:
            canvas.rect(50, 440, 500, 340)

    assert tables(page(draw)) == []


def test_columns_of_prose_in_frames_are_no_table(page):
    def draw(canvas):
        canvas.setFont("Helvetica", 8)
        for column in range(2):
            canvas.drawString(60 + 250 * column, 769, "News of the house")
            for line in range(30):
                canvas.drawString(60 + 250 * column, 750 - 10 * line, " ".join(PROSE.split()[line % 7 :][:9]))
        canvas.grid([50, 300, 550], [780, 765, 440])

    assert tables(page(draw)) == []


@pytest.mark.parametrize("dots", ["", " ........ "])
def test_a_table_of_contents_is_none(page, dots):
    lines = [(f"Chapter {number}{dots}", str(4 * number)) for number in range(1, 9)]
    assert tables(page(lambda canvas: rows(canvas, lines, wide=300))) == []


def test_the_axes_of_a_chart_are_no_table(page):
    def draw(canvas):
        canvas.line(100, 300, 400, 300)
        canvas.line(250, 200, 250, 400)
        canvas.rect(100, 200, 300, 200)
        for at in range(4):
            canvas.drawString(110 + 70 * at, 288, str(at))
            canvas.drawString(240, 210 + 50 * at, str(at))

    assert tables(page(draw)) == []


def test_what_is_filled_into_a_table_stands_in_its_cell(page):
    def draw(canvas):
        rows(canvas, [("Name", "Born"), ("", "1980"), ("Luis Gil", "1975")])
        borders(canvas, 2, 3)
        canvas.acroForm.textfield(name="name", value="Ana Ruiz", x=68, y=676, width=110, height=16, borderWidth=0)

    assert page(draw).text == "Name | Born\nAna Ruiz | 1980\nLuis Gil | 1975"
