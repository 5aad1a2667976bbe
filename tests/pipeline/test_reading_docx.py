"""Word documents: everything a person reads, in the order they read it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm

from curation.pipeline import reading
from curation.pipeline.errors import Damaged, NoText, TooLarge
from curation.pipeline.limits import Limits, Options
from curation.pipeline.media import DOCX
from curation.pipeline.reading.docx_numbering import written
from curation.pipeline.types import BlockKind, Method
from tests.samples.files import WORD_XML, packed, picture, word_document, word_document_with

TEXT = "<w:r><w:t>{}</w:t></w:r>"


def paragraph(text, inside=""):
    return f"<w:p>{inside}{TEXT.format(text)}</w:p>"


def read(path, limits=None):
    options = Options(limits=limits or Limits())
    count = reading.outline(path, DOCX, options.limits).page_count
    return list(reading.pages(path, DOCX, range(1, count + 1), options))


def blocks(page):
    return [(block.kind, block.level, page.text[block.start : block.end]) for block in page.blocks]


def text_of(path):
    return "\n".join(page.text for page in read(path))


def test_headings_lists_and_tables_come_in_document_order(tmp_path):
    (page,) = read(word_document(tmp_path / "a.docx"))
    assert blocks(page) == [
        (BlockKind.HEADING, 1, "Travel policy"),
        (BlockKind.PARAGRAPH, 0, "Trips are booked by the office."),
        (BlockKind.HEADING, 2, "Costs"),
        (BlockKind.LIST_ITEM, 0, "• Hotels up to 120 euros"),
        (BlockKind.LIST_ITEM, 0, "1. Keep the receipt"),
        (BlockKind.LIST_ITEM, 0, "2. Send it within a week"),
        (BlockKind.TABLE, 0, "Country | Daily rate\nSpain | 53\nGermany | 28"),
        (BlockKind.PARAGRAPH, 0, "The rates hold for one year."),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p><w:ins>{TEXT.format('kept')}</w:ins></w:p>", "kept"),
        (f"<w:p>{TEXT.format('a')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", "a"),
        (f"<w:p>{TEXT.format('a')}<w:moveFrom>{TEXT.format('gone')}</w:moveFrom></w:p>", "a"),
        (f"<w:sdt><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>", "in a control"),
        (f"<w:p><w:sdt><w:sdtContent>{TEXT.format('inline')}</w:sdtContent></w:sdt></w:p>", "inline"),
        (f"<w:p><w:hyperlink>{TEXT.format('linked')}</w:hyperlink></w:p>", "linked"),
        (
            f"<w:p>{TEXT.format('before')}<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
            "</v:textbox></w:pict></w:r></w:p>",
            "before\n\nboxed",
        ),
        (
            f"<w:p><mc:AlternateContent><mc:Choice>{TEXT.format('once')}</mc:Choice>"
            f"<mc:Fallback>{TEXT.format('once')}</mc:Fallback></mc:AlternateContent></w:p>",
            "once",
        ),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a b\nc"),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('a')}{paragraph('b')}</w:tc><w:sdt><w:sdtContent><w:tc>{paragraph('c')}"
            "</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
            "a b | c",
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('tall')}</w:tc>"
            f"<w:tc>{paragraph('x')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
            f"<w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>",
            "tall | x\n | y",
        ),
    ],
)
def test_what_word_wraps_is_read_and_what_it_deleted_is_not(tmp_path, body, expected):
    assert text_of(word_document_with(tmp_path / "a.docx", body)) == expected


@pytest.mark.parametrize(
    "breaking",
    [
        paragraph("one") + paragraph("two", "<w:pPr><w:pageBreakBefore/></w:pPr>"),
        paragraph("one") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + paragraph("two"),
        paragraph("one")
        + paragraph("two", "<w:r><w:lastRenderedPageBreak/></w:r>").replace("two", "")
        + paragraph("two"),
        paragraph("one", "<w:pPr><w:sectPr/></w:pPr>") + paragraph("two"),
    ],
)
def test_pages_end_where_word_ends_them(tmp_path, breaking):
    assert [page.text for page in read(word_document_with(tmp_path / "a.docx", breaking))] == ["one", "two"]


def test_a_long_document_is_paged_between_paragraphs(tmp_path):
    sentence = "A sentence of the long document. " * 30
    path = word_document_with(tmp_path / "a.docx", paragraph(sentence) * 10)
    pages = read(path)
    assert [len(page.blocks) for page in pages] == [3, 3, 3, 1]
    assert all(page.text[b.start : b.end] == sentence.strip() for page in pages for b in page.blocks)


def test_a_document_without_text_or_with_too_much_is_refused(tmp_path):
    with pytest.raises(NoText):
        read(word_document_with(tmp_path / "a.docx", "<w:p/>"))
    with pytest.raises(TooLarge):
        read(word_document_with(tmp_path / "b.docx", paragraph("word " * 500) * 10), Limits(pages=2))


def test_a_package_without_its_document_is_damaged(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x05\x06" + bytes(18))
    with pytest.raises(Damaged):
        reading.outline(tmp_path / "a.docx", DOCX, Limits())


@pytest.mark.parametrize(
    ("count", "kind", "expected"),
    [
        (3, "decimal", "3"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (5, "ordinalText", "5"),
    ],
)
def test_list_numbers_are_written_as_word_writes_them(count, kind, expected):
    assert written(count, kind) == expected


def rich_document(path):
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "ACME Ltd, internal"
    section.footer.paragraphs[0].text = "12"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "ACME Ltd, internal"
    section.first_page_footer.paragraphs[0].text = "Approved by the board"
    said = document.add_paragraph("The warranty lasts ")
    run = said.add_run("two years")
    document.add_comment(run, text="Is this still so?", author="Ana")
    said.add_run(", as shown:")
    drawn = BytesIO()
    picture(["Invoices are paid within thirty days."], size=(1000, 300)).save(drawn, "PNG")
    drawn.seek(0)
    document.add_picture(drawn, width=Cm(15))
    document.add_paragraph("That is all.")
    document.save(str(path))
    return path


def test_comments_pictures_headers_and_footers_are_read_each_once(tmp_path):
    (page,) = read(rich_document(tmp_path / "a.docx"))
    assert blocks(page) == [
        (BlockKind.PARAGRAPH, 0, "The warranty lasts two years, as shown:"),
        (BlockKind.NOTE, 0, "Is this still so?"),
        (BlockKind.CAPTION, 0, "Invoices are paid within thirty days."),
        (BlockKind.PARAGRAPH, 0, "That is all."),
        (BlockKind.NOTE, 0, "ACME Ltd, internal"),
        (BlockKind.NOTE, 0, "Approved by the board"),
    ]
    assert page.method is Method.MIXED


def test_footnotes_stand_after_the_paragraph_that_calls_them(tmp_path):
    body = f"<w:p>{TEXT.format('said')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>{paragraph('next')}"
    source = word_document_with(tmp_path / "a.docx", body)
    note = f"<w:footnote w:id='2'>{paragraph('the note')}</w:footnote></w:footnotes>"
    note = WORD_XML.replace("w:document", "w:footnotes") + note
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with ZipFile(source) as old:
        entries = {name: old.read(name).decode("latin-1") for name in old.namelist()}
    relations = "word/_rels/document.xml.rels"
    entries[relations] = entries[relations].replace(
        "</Relationships>", f'<Relationship Id="rN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    entries["[Content_Types].xml"] = entries["[Content_Types].xml"].replace(
        "</Types>", '<Override PartName="/word/footnotes.xml" ContentType="application/xml"/></Types>'
    )
    (page,) = read(packed(tmp_path / "b.docx", entries | {"word/footnotes.xml": note}))
    assert blocks(page) == [
        (BlockKind.PARAGRAPH, 0, "said[1]"),
        (BlockKind.NOTE, 0, "[1] the note"),
        (BlockKind.PARAGRAPH, 0, "next"),
    ]
