"""Excel and OpenDocument spreadsheets: a sheet is a page, its rows are a table. Formulas are what they last came to."""

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from curation.pipeline import archive
from curation.pipeline.errors import Damaged, Encrypted
from curation.pipeline.limits import Limits
from curation.pipeline.reading.paging import Leaf, Piece, one_each
from curation.pipeline.reading.spreadsheet_parts import Sheet, sheets
from curation.pipeline.reading.tables import parts, trimmed
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

Value = (
    int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
)  # what a cell may hold


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            beside = _beside(path)
            names = workbook.sheet_names  # hidden ones too: what is in them is in the file
            pages = (page for name in names for page in _pages(workbook, name, beside.get(name, Sheet())))
            return one_each(pages, limits)
    except PasswordError as error:
        raise Encrypted("The file is protected with a password. Upload a copy without one.") from error
    except (CalamineError, OSError) as error:
        raise Damaged("The file is damaged: it cannot be opened as a workbook.") from error


def _beside(path: Path) -> dict[str, Sheet]:
    """What the library leaves out; nothing of a workbook in the old format, or with parts that cannot be parsed."""
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as container:
            return sheets(container)
    except (*archive.BROKEN, etree.XMLSyntaxError):
        return {}


def _pages(workbook: CalamineWorkbook, name: str, beside: Sheet) -> Iterator[list[Piece]]:
    sheet = workbook.get_sheet_by_name(name)
    first = sheet.start[1] if sheet.start else 0
    rows = trimmed(
        [beside.shown.get((row, column)) or _written(value) for column, value in enumerate(values, first)]
        for row, values in enumerate(sheet.iter_rows())
    )
    title = Piece(BlockKind.HEADING, name, 1)
    tables = [Piece(BlockKind.TABLE, part) for part in parts(rows)]
    pages = [[title, tables[0]], *([table] for table in tables[1:])] if tables else [[]]
    pages[-1] += [Piece(BlockKind.NOTE, comment) for comment in beside.comments]
    yield from pages


def _written(value: Value) -> str:
    """A cell as a person would read it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"  # what Excel keeps of a number; 0.1 + 0.2 is 0.3 there
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.timedelta):  # Excel counts on: 26 hours are no day and two
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return str(value)


outline, opened = whole(_leaves)
