"""PowerPoint presentations: a slide is a page."""

from io import BytesIO

import pytest
from lxml.etree import SubElement
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Cm

from curation.pipeline.errors import Damaged, NoText, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.media import PPTX
from curation.pipeline.types import Method
from tests.pipeline.reading import blocks, read
from tests.samples.files import packed, picture

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def presentation(path):
    slides = Presentation()
    first = slides.slides.add_slide(slides.slide_layouts[1])
    first.shapes.title.text = "Safety first"
    body = first.placeholders[1].text_frame
    body.text = "Wear a helmet"
    deeper = body.add_paragraph()
    deeper.text, deeper.level = "A yellow one", 1
    first.notes_slide.notes_text_frame.text = "Show the helmet now."
    slides.slides.add_slide(slides.slide_layouts[6])
    third = slides.slides.add_slide(slides.slide_layouts[6])
    low = third.shapes.add_textbox(Cm(2), Cm(12), Cm(5), Cm(1))
    low.text_frame.text = "Below"
    group = third.shapes.add_group_shape()
    for left, text in ((9, "right"), (2, "left")):
        group.shapes.add_textbox(Cm(left), Cm(2), Cm(3), Cm(1)).text_frame.text = f"Grouped on the {text}"
    table = third.shapes.add_table(2, 2, Cm(2), Cm(5), Cm(8), Cm(2)).table
    for at, text in enumerate(("Risk", "Answer", "Fire", "Leave the\nbuilding")):
        table.cell(at // 2, at % 2).text = text
    slides.save(str(path))
    return path


def test_titles_lists_groups_tables_and_notes_are_read_in_the_order_of_the_slide(tmp_path):
    first, second, third = read(presentation(tmp_path / "a.pptx"), PPTX)
    assert blocks(first) == [
        ("heading", 1, "Safety first"),
        ("list_item", 0, "• Wear a helmet"),
        ("list_item", 1, "• A yellow one"),
        ("note", 0, "Show the helmet now."),
    ]
    assert (second.text, second.method) == ("", Method.BLANK)
    assert blocks(third) == [
        ("paragraph", 0, "Grouped on the left"),
        ("paragraph", 0, "Grouped on the right"),
        ("table", 0, "Risk | Answer\nFire | Leave the building"),
        ("paragraph", 0, "Below"),
    ]


def test_numbers_of_lists_charts_merged_cells_and_comments_are_read(tmp_path):
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    frame = slide.shapes.add_textbox(Cm(2), Cm(1), Cm(8), Cm(3)).text_frame
    numbers = {"Ask": ("arabicPeriod", 0), "by letter": ("alphaLcParenR", 1), "Wait": ("arabicPeriod", 0)}
    for at, (text, (kind, depth)) in enumerate(numbers.items()):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, depth
        SubElement(paragraph._p.get_or_add_pPr(), qn("a:buAutoNum")).set("type", kind)
    frame.add_paragraph().text = "That is all"
    table = slide.shapes.add_table(2, 2, Cm(2), Cm(5), Cm(8), Cm(2)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    for at, text in ((0, "Rates"), (2, "a"), (3, "b")):
        table.cell(at // 2, at % 2).text = text
    figures = CategoryChartData()
    figures.categories = ["2025", "2026"]
    figures.add_series("Madrid", (0.1 + 0.2, 12))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(9), Cm(8), Cm(5), figures).chart
    chart.chart_title.text_frame.text = "Patients"
    said = b'<p:cmLst xmlns:p="p"><p:cm authorId="0"><p:text>Is this so?</p:text></p:cm></p:cmLst>'
    part = Part(PackURI("/ppt/comments/comment1.xml"), "application/xml", slides.part.package, said)
    slide.part.relate_to(part, f"{RELATIONS}/comments")
    slide._element.set("show", "0")  # hidden, and read all the same
    slides.save(str(tmp_path / "a.pptx"))
    (page,) = read(tmp_path / "a.pptx", PPTX)
    assert blocks(page) == [
        ("list_item", 0, "1. Ask"),
        ("list_item", 1, "a) by letter"),
        ("list_item", 0, "2. Wait"),
        ("paragraph", 0, "That is all"),
        ("table", 0, "Rates | \na | b"),
        ("caption", 0, "Patients"),
        ("table", 0, " | Madrid\n2025 | 0.3\n2026 | 12"),
        ("note", 0, "Is this so?"),
    ]


def test_lettering_in_a_picture_is_recognised_where_it_stands(tmp_path):
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.shapes.title.text = "Warranty"
    drawn = BytesIO()
    picture(["The warranty lasts two years."], size=(900, 300)).save(drawn, "PNG")
    slide.shapes.add_picture(drawn, Cm(2), Cm(6))
    slides.save(str(tmp_path / "a.pptx"))
    (page,) = read(tmp_path / "a.pptx", PPTX)
    assert blocks(page) == [("heading", 1, "Warranty"), ("caption", 0, "The warranty lasts two years.")]
    assert page.method is Method.MIXED
    assert page.confidence > 80


def test_too_many_slides_none_with_text_or_a_broken_file_are_refused(tmp_path):
    with pytest.raises(TooLarge):
        read(presentation(tmp_path / "a.pptx"), PPTX, Limits(pages=2))
    empty = Presentation()
    empty.slides.add_slide(empty.slide_layouts[6])
    empty.save(str(tmp_path / "b.pptx"))
    with pytest.raises(NoText):
        read(tmp_path / "b.pptx", PPTX)
    with pytest.raises(Damaged):
        read(packed(tmp_path / "c.pptx", {"[Content_Types].xml": "<Types/>"}), PPTX)
