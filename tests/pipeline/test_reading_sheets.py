"""Workbooks and separated values: a sheet is a page, its rows are a table."""

import datetime
from pathlib import Path

import pytest
import xlsxwriter

from curation.pipeline import sandbox
from curation.pipeline.errors import Damaged, NoText, ReaderDied, TooLarge
from curation.pipeline.limits import Limits
from curation.pipeline.media import CSV, ODS, TSV, XLS, XLSX
from curation.pipeline.reading.number_formats import parsed
from curation.pipeline.reading.separated import delimiter
from tests.pipeline.reading import blocks, read
from tests.samples.files import packed

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def workbook(path, sheets):
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    book.close()
    return path


def test_sheets_are_pages_and_values_are_as_people_read_them(tmp_path):
    rates = [
        ("Country", "Rate", "Since", "Valid"),
        ("Spain", 53.5, datetime.date(2026, 3, 1), True),
        ("", "", "", ""),
        ("Germany", 28, datetime.datetime(2026, 3, 1, 9, 30), False),
        ("Sum\nof both", 0.1 + 0.2, "", ""),
    ]
    pages = read(workbook(tmp_path / "a.xlsx", {"Rates": rates, "Empty": [], "Notes": [("Only one",)]}), XLSX)
    assert [blocks(page) for page in pages] == [
        [
            ("heading", 1, "Rates"),
            (
                "table",
                0,
                "Country | Rate | Since | Valid\nSpain | 53.5 | 2026-03-01 | TRUE\n"
                "Germany | 28 | 2026-03-01 09:30:00 | FALSE\nSum of both | 0.3 |  | ",
            ),
        ],
        [],
        [("heading", 1, "Notes"), ("table", 0, "Only one")],
    ]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", 0.25, "25%"),
        ("0.0%", 0.1234, "12.3%"),
        ("0.00", 53.5, "53.50"),
        ('#,##0.00 "€"', 1234.5, "1234.50 €"),
        ("[$€-C0A] #,##0.00;[Red]-[$€-C0A] #,##0.00", -3, "-€ 3.00"),
        ("_-* #,##0.00_-", 7, "7.00"),
        ('0" mg"', 5, "5 mg"),
        ("0\\ %", 0.5, "50 %"),
        ("0.00", -0.001, "0.00"),
    ],
)
def test_numbers_are_shown_as_their_cell_shows_them(code, value, shown):
    assert parsed(code).written(value) == shown


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "dd/mm/yyyy", "[h]:mm", "@", "0.00E+00", "# ?/?", "0.###"])
def test_dates_texts_and_bare_numbers_are_left_as_they_are(code):
    assert parsed(code) is None


def test_percentages_times_merged_cells_comments_and_hidden_sheets_are_read(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, hidden = book.add_worksheet("Rates"), book.add_worksheet("Kept back")
    hidden.hide()
    hidden.write(0, 0, "in the hidden sheet")
    sheet.merge_range(2, 1, 2, 2, "This year")
    sheet.write(3, 1, 0.25, book.add_format({"num_format": "0%"}))
    sheet.write(3, 2, 1234.5, book.add_format({"num_format": '#,##0.00 "€"'}))
    sheet.write(4, 1, datetime.timedelta(hours=26, minutes=5), book.add_format({"num_format": "[h]:mm"}))
    sheet.write_formula(4, 2, "=1/4", book.add_format({"num_format": "0.0%"}), 0.25)
    sheet.write_comment(3, 1, "Agreed in May")
    book.close()
    pages = read(tmp_path / "a.xlsx", XLSX)
    assert [blocks(page) for page in pages] == [
        [
            ("heading", 1, "Rates"),
            ("table", 0, "This year | \n25% | 1234.50 €\n26:05 | 25.0%"),
            ("note", 0, "B4: Agreed in May"),
        ],
        [("heading", 1, "Kept back"), ("table", 0, "in the hidden sheet")],
    ]


def test_a_long_sheet_goes_on_over_pages_that_each_name_its_columns(tmp_path):
    rows = [("Number", "Text"), *((n, "words " * 20) for n in range(500))]
    pages = read(workbook(tmp_path / "a.xlsx", {"Long": rows}), XLSX)
    assert len(pages) == 4
    assert all(blocks(page)[-1][2].startswith("Number | Text\n") for page in pages)
    assert sum(page.text.count("words words") for page in pages) == 500 * 10
    with pytest.raises(TooLarge):
        read(tmp_path / "a.xlsx", XLSX, Limits(pages=3))


def test_old_workbooks_are_read(tmp_path):
    (page,) = read(SAMPLES / "rates.xls", XLS)
    assert page.text == "Tarifas\n\nPaís | Tarifa\nEspaña | 53.5\nAlemania | 28"


def test_open_document_sheets_are_read(tmp_path):
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Uno">'
        "<table:table-row>"
        '<table:table-cell office:value-type="string"><text:p>Año</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="2026"><text:p>2026</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.25" table:number-columns-repeated="2">'
        "<text:p>25 %</text:p><office:annotation><text:p>Agreed</text:p></office:annotation></table:table-cell>"
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    entries = {"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"}
    (page,) = read(packed(tmp_path / "a.ods", entries), ODS)
    assert page.text == "Uno\n\nAño | 2026 | 25 % | 25 %\n\nAgreed"


def test_an_empty_or_broken_workbook_is_refused(tmp_path):
    with pytest.raises(NoText):
        read(workbook(tmp_path / "a.xlsx", {"Empty": []}), XLSX)
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(Damaged):
        read(tmp_path / "b.xlsx", XLSX)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("name;city\nAna;León\nLuis;Vigo\n".encode("cp1252"), "name | city\nAna | León\nLuis | Vigo"),
        (b'a,b\n"one, two","line\nbreak"\n', "a | b\none, two | line break"),
        ("a\tb\n1,5\t2,5\n".encode("utf-16"), "a | b\n1,5 | 2,5"),
        (b"price;text\n1,50;one, two, three\n2,50;four\n", "price | text\n1,50 | one, two, three\n2,50 | four"),
        (b"only\none\ncolumn\n", "only\none\ncolumn"),
        (b"a,b,,\n1,2,,\n,,,\n", "a | b\n1 | 2"),
    ],
)
def test_separated_values_show_their_delimiter_and_encoding(tmp_path, content, expected):
    (tmp_path / "a.csv").write_bytes(content)
    (page,) = read(tmp_path / "a.csv", CSV)
    assert blocks(page) == [("table", 0, expected)]


def test_tabs_separate_values_too(tmp_path):
    (tmp_path / "a.tsv").write_text("a\tb\nx, y, z\t1\n")
    assert read(tmp_path / "a.tsv", TSV)[0].text == "a | b\nx, y, z | 1"


def test_the_delimiter_is_the_one_that_cuts_all_rows_alike():
    assert delimiter(["a;b,c;d\n", "e;f;g\n"]) == ";"
    assert delimiter([]) == ","


def test_a_sheet_with_a_cell_in_each_far_corner_ends_the_child_and_nothing_else(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 16_383, 2)
    book.close()
    with pytest.raises(ReaderDied, match="needs more memory"):
        sandbox.outline(tmp_path / "a.xlsx", XLSX, Limits())
