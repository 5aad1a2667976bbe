"""A handbook as a Word document: heading styles, lists, a table."""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document

from curation.intake.samples.content import Table, Text

WRITTEN = datetime(2025, 1, 15, 9, 0, tzinfo=UTC)


def handbook(text: Text) -> bytes:
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.created, properties.modified = (
        text.title,
        text.head,
        WRITTEN,
        WRITTEN,
    )
    document.add_heading(text.title, level=0)
    for section in text.sections:
        document.add_heading(section.heading, level=1)
        for paragraph in section.paragraphs:
            document.add_paragraph(paragraph)
        for item in section.items:
            document.add_paragraph(item, style="List Bullet")
        if section.table:
            add_table(document, section.table)
    file = io.BytesIO()
    document.save(file)
    return with_fixed_dates(file.getvalue())


def add_table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.head), style="Light Grid Accent 1")
    for row in (table.head, *table.rows):
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words


def with_fixed_dates(archive: bytes) -> bytes:
    """The same archive without the hour it was packed: equal contents give equal bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, WRITTEN.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
