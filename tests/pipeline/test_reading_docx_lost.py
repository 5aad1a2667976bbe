"""Word documents: what is easily lost of them, each in its place and in the words that Word shows."""

from zipfile import ZipFile

import pytest

from curation.pipeline.media import DOCX
from tests.pipeline.reading import blocks, read
from tests.samples.files import WORD_XML, packed, word_document_with

TEXT = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
GROUPED = """<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wpg:wgp xmlns:wpg="w:g"><wps:wsp
xmlns:wps="w:s"><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></wpg:wgp></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""
TICKED = "<w:r><w:fldChar><w:ffData><w:checkBox><w:checked{}/></w:checkBox></w:ffData></w:fldChar></w:r>"
CHOSEN = """<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="full time"/>
<w:listEntry w:val="half time"/></w:ddList></w:ffData></w:fldChar></w:r>"""
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def paragraph(inside):
    return f"<w:p>{inside if inside.startswith('<') else TEXT.format(inside)}</w:p>"


def cell(inside, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<') else paragraph(inside)}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def said(tmp_path, body):
    return "\n".join(page.text for page in read(word_document_with(tmp_path / "a.docx", body), DOCX))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            table(row(cell("Rates", "<w:gridSpan w:val='2'/>"), cell("x")), row(cell("a"), cell("b"), cell("c"))),
            "Rates |  | x\na | b | c",
        ),
        (
            table(row(cell("b"), properties="<w:gridBefore w:val='1'/>"), row(cell("c"), cell("d"))),
            " | b\nc | d",
        ),
        (
            table(row(cell(table(row(cell("in"), cell("side"))) + paragraph("out")), cell("beside"))),
            "in side out | beside",
        ),
        (table(row(cell("kept")), row(cell("gone"), properties="<w:del w:id='1'/>")), "kept"),
        (paragraph(TEXT.format("seen") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"), "seen"),
        (paragraph(TEXT.format("with ") + GROUPED.format(*[paragraph("boxed")] * 2)), "with\n\nboxed"),
        (
            paragraph(TEXT.format("p ") + '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>' + TEXT.format(" 0.05")),
            "p ≤ 0.05",
        ),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + TEXT.format(" done")), "✓ done"),
        (
            paragraph(
                TEXT.format("10")
                + "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>9</w:t></w:r>"
                + TEXT.format("/L CO")
                + "<w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t></w:r>"
                + TEXT.format(", 1")
                + "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>st</w:t></w:r>"
            ),
            "10⁹/L CO₂, 1st",
        ),
        (paragraph(TICKED.format("") + TEXT.format("smoker")), "[x] smoker"),
        (paragraph(TICKED.format(" w:val='0'") + TEXT.format("smoker")), "smoker"),
        (paragraph(TEXT.format("Works ") + CHOSEN), "Works half time"),
        (
            paragraph(
                TEXT.format("takes ") + f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r>"
                "<m:t>2</m:t></m:r></m:den></m:f></m:oMath>" + TEXT.format(" tablet")
            ),
            "takes 1/2 tablet",
        ),
        (
            "<w:sdt><w:sdtContent>" + table(row(cell("a"), cell("b"))) + "</w:sdtContent></w:sdt>",
            "a | b",
        ),
        (
            paragraph("<w:fldSimple w:instr='DATE'>" + TEXT.format("3 May") + "</w:fldSimple>")
            + paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>" + TEXT.format("end")),
            "3 May\n\nend",
        ),
        (
            paragraph(
                "<w:moveTo>" + TEXT.format("moved ") + "</w:moveTo><w:ins>" + TEXT.format("added") + "</w:ins>"
                "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            ),
            "moved added",
        ),
    ],
)  # fmt: skip
def test_what_word_shows_is_read_as_it_shows_it(tmp_path, body, expected):
    assert said(tmp_path, body) == expected


NUMBERED = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{}'/></w:numPr></w:pPr>"
NUMBERING = """<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="91"><w:numStyleLink w:val="Steps"/></w:abstractNum>
<w:abstractNum w:abstractNumId="92"><w:styleLink w:val="Steps"/><w:lvl w:ilvl="0"><w:numFmt w:val="upperLetter"/>
<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num><w:num w:numId="92"><w:abstractNumId w:val="91"/></w:num>"""


def numbered(tmp_path, *items):
    body = "".join(paragraph(NUMBERED.format(number) + TEXT.format(text)) for number, text in items)
    return with_numbering(word_document_with(tmp_path / "a.docx", body), tmp_path / "b.docx")


def with_numbering(source, path):
    told = WORD_XML.replace("w:document", "w:numbering") + NUMBERING + "</w:numbering>"
    return with_parts(source, path, {"word/numbering.xml": told})


def with_parts(source, path, parts, relations=()):
    """The document with further parts, or others in their place; relations are (id, kind, file)."""
    with ZipFile(source) as old:
        entries = {name: old.read(name).decode("latin-1") for name in old.namelist()}
    told = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    at = "word/_rels/document.xml.rels"
    entries[at] = entries[at].replace("</Relationships>", f"{told}</Relationships>")
    kinds = "".join(
        f'<Override PartName="/word/{target}" ContentType="application/xml"/>' for _, _, target in relations
    )
    entries["[Content_Types].xml"] = entries["[Content_Types].xml"].replace("</Types>", f"{kinds}</Types>")
    return packed(path, entries | parts)


def test_lists_start_over_go_on_and_take_their_look_from_a_style_as_in_word(tmp_path):
    path = numbered(tmp_path, (90, "one"), (90, "two"), (91, "anew"), (92, "by style"), (91, "further"))
    (page,) = read(path, DOCX)
    assert page.text.split("\n\n") == ["1. one", "2. two", "1. anew", "A) by style", "2. further"]


def test_the_numbers_of_a_list_in_the_cells_of_a_table_are_written(tmp_path):
    cells = [cell(paragraph(NUMBERED.format(90) + TEXT.format(text))) for text in ("Hire", "Train")]
    source = word_document_with(tmp_path / "a.docx", table(*map(row, cells)))
    (page,) = read(with_numbering(source, tmp_path / "b.docx"), DOCX)
    assert page.text == "1. Hire\n2. Train"


def test_a_footnote_in_a_table_stands_under_the_table(tmp_path):
    body = table(row(cell("<w:p>" + TEXT.format("53") + "<w:r><w:footnoteReference w:id='2'/></w:r></w:p>")))
    source = word_document_with(tmp_path / "a.docx", body + paragraph("next"))
    notes = WORD_XML.replace("w:document", "w:footnotes") + (
        f"<w:footnote w:id='2'>{paragraph('first part')}{paragraph('second part')}</w:footnote></w:footnotes>"
    )
    path = with_parts(
        source, tmp_path / "b.docx", {"word/footnotes.xml": notes}, [("rN", "footnotes", "footnotes.xml")]
    )
    (page,) = read(path, DOCX)
    assert blocks(page) == [
        ("table", 0, "53[1]"),
        ("note", 0, "[1] first part second part"),
        ("paragraph", 0, "next"),
    ]


CHART = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>
<c:title><c:tx><c:rich><a:p><a:r><a:t>Patients </a:t></a:r><a:r><a:t>seen</a:t></a:r></a:p></c:rich></c:tx></c:title>
<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Madrid</c:v></c:pt></c:strCache>
</c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>2025</c:v></c:pt><c:pt idx="1"><c:v>2026</c:v></c:pt>
</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>0.30000000000000004</c:v></c:pt>
<c:pt idx="1"><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>
</c:chartSpace>"""
DIAGRAM = """<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>
<dgm:pt type="doc"><dgm:t><a:p/></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>Ask</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt><dgm:t><a:p><a:r><a:t>Answer</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt type="pres"><dgm:t><a:p><a:r><a:t>Node
</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"""


def test_charts_and_diagrams_give_their_words_and_figures(tmp_path):
    drawn = (
        f'<w:r xmlns:r="{RELATIONS}"><w:drawing><c:chart xmlns:c="{DRAWN}/chart" r:id="rC"/>'
        f'<d:relIds xmlns:d="{DRAWN}/diagram" r:dm="rD"/></w:drawing></w:r>'
    )
    source = word_document_with(tmp_path / "a.docx", paragraph(TEXT.format("As shown:") + drawn))
    parts = {"word/chart.xml": CHART, "word/diagram.xml": DIAGRAM}
    named = [("rC", "chart", "chart.xml"), ("rD", "diagramData", "diagram.xml")]
    (page,) = read(with_parts(source, tmp_path / "b.docx", parts, named), DOCX)
    assert blocks(page) == [
        ("paragraph", 0, "As shown:"),
        ("caption", 0, "Patients seen"),
        ("table", 0, " | Madrid\n2025 | 0.3\n2026 | 12"),
        ("caption", 0, "Ask"),
        ("caption", 0, "Answer"),
    ]
