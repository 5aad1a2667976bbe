"""Excel and OpenDocument spreadsheets: a sheet is a page, its rows are a table. Formulas are what they last came to."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from curation.pipeline.errors import Damaged, Encrypted
from curation.pipeline.limits import Limits
from curation.pipeline.reading.paging import Leaf, Piece, one_each
from curation.pipeline.reading.tables import parts, trimmed
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

Value = (
    int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
)  # what a cell may hold


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return one_each((page for name in workbook.sheet_names for page in _pages(workbook, name)), limits)
    except PasswordError as error:
        raise Encrypted("The file is protected with a password. Upload a copy without one.") from error
    except (CalamineError, OSError) as error:
        raise Damaged("The file is damaged: it cannot be opened as a workbook.") from error


def _pages(workbook: CalamineWorkbook, name: str) -> Iterator[list[Piece]]:
    sheet = workbook.get_sheet_by_name(name)
    rows = trimmed([_written(value) for value in values] for values in sheet.iter_rows())
    title = Piece(BlockKind.HEADING, name, 1)
    tables = [Piece(BlockKind.TABLE, part) for part in parts(rows)]
    yield [title, tables[0]] if tables else []
    yield from ([table] for table in tables[1:])


def _written(value: Value) -> str:
    """A cell as a person would read it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"  # what Excel keeps of a number; 0.1 + 0.2 is 0.3 there
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
    return str(value)


outline, opened = whole(_leaves)
