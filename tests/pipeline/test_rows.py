"""Rows of sheets as they stand on pages, and JSONL as such a sheet."""

import pytest

from curation.pipeline import rows
from curation.pipeline.errors import Damaged, NoText
from curation.pipeline.media import CSV, JSONL, XLSX
from tests.pipeline.reading import blocks, read
from tests.pipeline.test_reading_sheets import workbook


def texts(sheet):
    return [[cell.text for cell in row.cells] for row in sheet.rows()]


def test_every_cell_stands_on_its_page_where_its_span_says(tmp_path):
    (tmp_path / "a.csv").write_text("question;answer;mark\n¿Cuándo?; Hoy ;\n;Nobody knows;b\n")
    pages = read(tmp_path / "a.csv", CSV)
    (sheet,) = rows.sheets(pages)
    assert texts(sheet) == [["question", "answer", "mark"], ["¿Cuándo?", "Hoy", ""], ["", "Nobody knows", "b"]]
    for row in sheet.rows():
        for cell in row.cells:
            assert pages[cell.span.page - 1].text[cell.span.start : cell.span.end] == cell.text


def test_each_sheet_of_a_workbook_is_one_and_goes_on_over_pages(tmp_path):
    long = [("Number", "Text"), *((n, f"{n} words " * 20) for n in range(300))]
    pages = read(workbook(tmp_path / "a.xlsx", {"Long": long, "Short": [("Number", "Text"), (1, "one")]}), XLSX)
    first, second = rows.sheets(pages)
    assert (first.name, second.name) == ("Long", "Short")
    assert [row.number for row in first.rows()] == list(range(1, 302))
    assert [cells[0] for cells in texts(first)][1:] == [str(n) for n in range(300)]
    assert texts(second) == [["Number", "Text"], ["1", "one"]]


def test_lines_of_json_are_a_sheet_whose_columns_are_their_names(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"prompt": "¿Qué?", "n": 1}\n\n{"prompt": "Who?", "answer": ["a", "b"]}\n')
    (page,) = read(tmp_path / "a.jsonl", JSONL)
    assert blocks(page) == [("table", 0, 'prompt | n | answer\n¿Qué? | 1 | \nWho? |  | ["a", "b"]')]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        ('{"a": 1}\n{"a"', Damaged, "line 2 is no JSON"),
        ("[1]\n", Damaged, "line 1 is no object"),
        ("\n", NoText, "no text"),
    ],
)
def test_lines_that_are_no_objects_are_refused_by_their_number(tmp_path, content, error, said):
    (tmp_path / "a.jsonl").write_text(content)
    with pytest.raises(error, match=said):
        read(tmp_path / "a.jsonl", JSONL)
