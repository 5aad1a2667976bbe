"""PDF pages: their own text, recognised text, or both."""

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from curation.pipeline import reading, sandbox
from curation.pipeline.errors import Damaged, Encrypted, TooLarge
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import PDF
from curation.pipeline.reading import pdf_second
from curation.pipeline.reading.pdf_decision import Features, Way, decide
from curation.pipeline.types import BlockKind, Method
from tests.samples.files import LINES, locked_copy, picture, picture_pdf, rotated_copy, text_pdf, two_column_pdf


def read(path, numbers=(1,), **options):
    return list(reading.pages(path, PDF, numbers, Options(**options)))


@pytest.mark.parametrize(
    ("page", "way"),
    [
        (Features(), Way.TEXT),
        (Features(pictured=0.05), Way.OCR),
        (Features(visible=19, paths=200), Way.OCR),
        (Features(visible=19, paths=199), Way.TEXT),
        (Features(visible=0, paths=40), Way.OCR),
        (Features(visible=1, paths=40), Way.TEXT),
        (Features(visible=0, unread_comments=1), Way.OCR),
        (Features(visible=0, comments=3, paths=40), Way.TEXT),
        (Features(visible=500, bad=0.11), Way.OCR),
        (Features(visible=500, bad=0.10), Way.TEXT),
        (Features(visible=500, latin_words=30, common=0.01, vowels=0.7), Way.OCR),
        (Features(visible=500, latin_words=29, common=0.01, vowels=0.7), Way.TEXT),
        (Features(visible=500, latin_words=30, latin=0.5, common=0.01, vowels=0.7), Way.TEXT),
        (Features(visible=500, latin_words=30, common=0.03, vowels=0.7), Way.TEXT),
        (Features(visible=500, invisible=0.9, largest_picture=0.9), Way.TEXT),
        (Features(visible=500, invisible=0.9, largest_picture=0.9, latin_words=30, common=0, vowels=0.7), Way.OCR),
        (Features(visible=500, letters=0.2, bad=0.04), Way.OCR),
        (Features(visible=199, largest_picture=0.6), Way.OCR),
        (Features(visible=200, largest_picture=0.6), Way.MIXED),
        (Features(visible=999, largest_picture=0.12), Way.MIXED),
        (Features(visible=1000, largest_picture=0.12), Way.TEXT),
        (Features(visible=5000, largest_picture=0.5), Way.MIXED),
    ],
)
def test_how_a_page_is_read_follows_from_what_is_on_it(page, way):
    assert decide(page)[0] is way


def test_headings_paragraphs_and_list_items_become_blocks(tmp_path):
    (page,) = read(text_pdf(tmp_path / "a.pdf"))
    assert [(block.kind, page.text[block.start : block.end]) for block in page.blocks] == [
        (BlockKind.HEADING, "Leave policy 1"),
        (
            BlockKind.PARAGRAPH,
            "Every employee has twenty-five days of leave in each\ncalendar year, and asks for them in good time.",
        ),
        (BlockKind.LIST_ITEM, "1. Ask your manager by letter."),
        (BlockKind.LIST_ITEM, "2. Wait for the answer."),
    ]
    assert page.method is Method.TEXT
    assert page.confidence is None


def test_every_word_is_the_text_at_its_offsets_and_lies_in_its_place(tmp_path):
    (page,) = read(text_pdf(tmp_path / "a.pdf"))
    assert [page.text[word.start : word.end] for word in page.words] == page.text.split()
    assert (page.width, page.height) == (1654, 2339)  # A4 at 200 dpi
    leave = page.words[0]
    assert abs(leave.left - 200) < 4  # 72 points
    assert leave.top < page.height - 760 * 200 / 72 < leave.top + leave.height  # its base line


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_boxes_follow_the_rotation_of_the_page(tmp_path, degrees):
    source = text_pdf(tmp_path / "a.pdf")
    (upright,) = read(source)
    (turned,) = read(rotated_copy(source, tmp_path / "b.pdf", degrees))
    w, h, box = upright.width, upright.height, box_of("manager", upright)
    left, top, right, bottom = box
    expected = {90: (h - bottom, left), 180: (w - right, h - bottom), 270: (top, w - right)}[degrees]
    assert box_of("manager", turned)[:2] == pytest.approx(expected, abs=3)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_drawn_on_its_side_and_turned_upright_reads_as_an_upright_one(tmp_path, degrees):
    source = text_pdf(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=str(source))
    writer.pages[0].rotate(360 - degrees).transfer_rotation_to_content()
    writer.pages[0].rotate(degrees)
    writer.write(tmp_path / "b.pdf")
    (upright,), (turned,) = read(source), read(tmp_path / "b.pdf")
    assert (turned.text, turned.blocks) == (upright.text, upright.blocks)
    assert (turned.width, turned.height) == (upright.width, upright.height)
    assert box_of("manager", turned) == pytest.approx(box_of("manager", upright), abs=3)


def box_of(text, page):
    word = next(word for word in page.words if page.text[word.start : word.end] == text)
    return word.left, word.top, word.left + word.width, word.top + word.height


def test_columns_are_read_one_after_the_other(tmp_path):
    (page,) = read(two_column_pdf(tmp_path / "a.pdf"))
    assert page.text.rindex("left column") < page.text.index("right column")


def test_only_the_pages_asked_for_are_read_in_the_order_asked(tmp_path):
    pages = read(text_pdf(tmp_path / "a.pdf", pages=5), [4, 2])
    assert [(page.number, page.text.splitlines()[0]) for page in pages] == [
        (4, "Leave policy 4"),
        (2, "Leave policy 2"),
    ]


def test_a_scanned_page_is_recognised_with_boxes_and_confidence(tmp_path):
    (page,) = read(picture_pdf(tmp_path / "scan.pdf", picture()))
    assert page.method is Method.OCR
    assert page.text.split() == " ".join(LINES).split()
    assert page.confidence > 85
    assert page.engine.startswith("tesseract ")
    assert [page.text[word.start : word.end] for word in page.words] == page.text.split()


def test_good_text_beside_a_picture_is_kept_and_the_picture_is_recognised_too(tmp_path):
    scan = picture(["Letters inside the picture"], size=(1240, 1000))
    path = picture_pdf(
        tmp_path / "mixed.pdf", scan, caption="This caption is the text of the file itself, and it is line"
    )
    (page,) = read(path)
    assert page.method is Method.MIXED
    assert page.text.index("caption is the text") < page.text.index("Letters inside the picture")
    assert {word.confidence is None for word in page.words} == {True, False}


def test_an_empty_page_is_blank(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.write(tmp_path / "a.pdf")
    (page,) = read(tmp_path / "a.pdf")
    assert (page.method, page.text, page.blocks) == (Method.BLANK, "", ())


def test_a_free_text_comment_is_part_of_the_page(tmp_path):
    writer = PdfWriter(clone_from=str(text_pdf(tmp_path / "a.pdf")))
    writer.add_annotation(0, FreeText(text="Not valid in Bolivia", rect=(72, 100, 300, 130)))
    writer.write(tmp_path / "b.pdf")
    (page,) = read(tmp_path / "b.pdf")
    assert page.text.endswith("\n\nNot valid in Bolivia")
    assert page.words[-1].top > page.height * 0.8


def test_a_password_is_asked_for_only_when_one_is_needed(tmp_path):
    source = text_pdf(tmp_path / "a.pdf")
    with pytest.raises(Encrypted):
        reading.outline(locked_copy(source, tmp_path / "locked.pdf", user_password="secret"), PDF, Limits())
    opened = locked_copy(source, tmp_path / "open.pdf", user_password="")
    assert reading.outline(opened, PDF, Limits()).page_count == 1
    assert "Leave policy" in read(opened)[0].text


def test_more_pages_than_the_limit_are_refused_before_any_is_read(tmp_path):
    path = text_pdf(tmp_path / "a.pdf", pages=3)
    with pytest.raises(TooLarge, match="more than 2 pages"):
        reading.outline(path, PDF, Limits(pages=2))


def test_a_page_with_more_text_than_the_limit_is_refused(tmp_path):
    with pytest.raises(TooLarge):
        read(text_pdf(tmp_path / "a.pdf"), limits=Limits(page_text=50))


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.4\n" + bytes(2000), b"no PDF at all"])
def test_a_damaged_file_says_so(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(Damaged):
        reading.outline(tmp_path / "a.pdf", PDF, Limits())


def test_a_file_that_the_first_reader_cannot_open_is_read_by_the_second_and_says_so(tmp_path):
    whole = text_pdf(tmp_path / "a.pdf").read_bytes()
    trailer = whole.rindex(b"trailer")
    (tmp_path / "b.pdf").write_bytes(whole[:trailer] + whole[trailer:].replace(b"/Root", b"/Toor"))
    assert not reading.outline(tmp_path / "b.pdf", PDF, Limits()).has_pictures
    (page,) = read(tmp_path / "b.pdf")
    assert page.text.splitlines()[:2] == ["Leave policy 1", "Every employee has twenty-five days of leave in each"]
    assert page.note == pdf_second.NO_PICTURES


def test_a_page_of_absurd_size_gets_a_picture_within_our_pixels(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(14_000, 14_000)
    writer.write(tmp_path / "a.pdf")
    (page,) = read(tmp_path / "a.pdf")
    assert page.width * page.height <= 25_010_000
    assert page.dpi < 30


def kinds(page):
    return [(block.kind, block.level, page.text[block.start : block.end]) for block in page.blocks]


def test_the_table_of_contents_says_what_a_heading_is(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for row, text in enumerate(("2 Vacations", "2.1 How to ask", "Ask your manager in good time.", "Then wait.")):
        canvas.drawString(72, 740 - 14 * row, text)
    for level, title in enumerate(("Vacations", "2.1 How to ask")):
        canvas.bookmarkPage(title)
        canvas.addOutlineEntry(title, title, level)
    canvas.save()
    (page,) = read(tmp_path / "a.pdf")
    assert kinds(page) == [
        (BlockKind.HEADING, 1, "2 Vacations"),
        (BlockKind.HEADING, 2, "2.1 How to ask"),
        (BlockKind.PARAGRAPH, 0, "Ask your manager in good time.\nThen wait."),
    ]


def test_what_is_filled_into_a_form_stands_beside_its_label(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for row, text in enumerate(("Name of the employee:", "Full time", "Signed in the presence of the manager")):
        canvas.drawString(100, 740 - 40 * row, text)
    form = canvas.acroForm
    form.textfield(name="name", value="Ana Núñez", x=260, y=734, width=200, height=18)
    form.checkbox(name="full", checked=True, x=72, y=696, size=14)
    form.checkbox(name="half", checked=False, x=300, y=696, size=14)
    form.textfield(name="note", value="By letter", x=72, y=300, width=200, height=18)
    canvas.save()
    (page,) = read(tmp_path / "a.pdf")
    assert [line for line in page.text.split("\n") if line] == [
        "Name of the employee: Ana Núñez",
        "[x] Full time",
        "Signed in the presence of the manager",
        "By letter",
    ]


def test_footnotes_come_last_wherever_the_file_draws_them(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(72, 90, "1 As decided by the board in the year")
    canvas.drawString(72, 82, "of the great storm.")
    canvas.drawString(72, 72, "2 By letter.")
    canvas.setFont("Helvetica", 11)
    for row in range(8):
        canvas.drawString(72, 740 - 14 * row, f"This is line {row} of the text that stands above the notes")
    canvas.save()
    (page,) = read(tmp_path / "a.pdf")
    assert [(kind, text) for kind, _, text in kinds(page)][1:] == [
        (BlockKind.NOTE, "1 As decided by the board in the year\nof the great storm."),
        (BlockKind.NOTE, "2 By letter."),
    ]
    assert page.text.startswith("This is line 0")


def test_words_beside_the_page_are_not_on_it(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawString(72, 700, "These words are printed on the page")
    canvas.drawString(72, 2000, "and these are cut off")
    canvas.save()
    (page,) = read(tmp_path / "a.pdf")
    assert page.text == "These words are printed on the page"


def test_pages_are_called_what_the_file_calls_them_where_that_is_not_their_number(tmp_path):
    writer = PdfWriter(clone_from=str(text_pdf(tmp_path / "a.pdf", pages=5)))
    writer.set_page_label(0, 1, style="/r", start=3)
    writer.set_page_label(2, 2, style="/D", start=3)
    writer.set_page_label(3, 4, prefix="A-", style="/D")
    writer.write(tmp_path / "b.pdf")
    labels = ("iii", "iv", "", "A-1", "A-2")
    assert reading.outline(tmp_path / "b.pdf", PDF, Limits()).labels == labels
    assert pdf_second.outline(tmp_path / "b.pdf", Limits()).labels == labels
    assert sandbox.outline(tmp_path / "b.pdf", PDF, Limits()).labels == labels
    assert reading.outline(tmp_path / "a.pdf", PDF, Limits()).labels == ()
