"""A report as a PDF with a text layer: running head, headings, a table."""

import io
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from curation.intake.samples.content import Section, Table, Text
from curation.intake.samples.fonts import BOLD, REGULAR, register

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10.5, leading=15.5, spaceAfter=8)
HEADING = ParagraphStyle(
    "heading", fontName=BOLD, fontSize=13, leading=18, spaceBefore=12, spaceAfter=6, keepWithNext=1
)
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=19, leading=25, spaceAfter=16)
LINES = [
    ("FONT", (0, 0), (-1, -1), REGULAR, 10),
    ("FONT", (0, 0), (-1, 0), BOLD, 10),
    ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8edf3")),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.HexColor("#9aa5b4")),
    ("TOPPADDING", (0, 0), (-1, -1), 5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
]


def report(text: Text) -> bytes:
    register()
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, invariant=1, title=text.title, author=text.head,
        leftMargin=2.5 * cm, rightMargin=2.5 * cm, topMargin=2.8 * cm, bottomMargin=2.4 * cm,
    )  # fmt: skip
    story = [Paragraph(text.title, TITLE), *(part for section in text.sections for part in drawn(section))]

    def furnish(canvas: Any, page: Any) -> None:
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(2.5 * cm, A4[1] - 1.6 * cm, text.head)
        canvas.drawRightString(A4[0] - 2.5 * cm, 1.4 * cm, str(page.page))

    document.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue()


def drawn(section: Section) -> list[Flowable]:
    parts: list[Flowable] = [Paragraph(section.heading, HEADING)]
    parts += [Paragraph(words, BODY) for words in section.paragraphs]
    if section.table:
        parts += [grid(section.table), Spacer(1, 8)]
    return parts


def grid(table: Table) -> Grid:
    return Grid([table.head, *table.rows], colWidths=[8 * cm, 4 * cm, 4 * cm], style=LINES, hAlign="LEFT")
