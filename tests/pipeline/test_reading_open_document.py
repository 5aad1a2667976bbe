"""OpenDocument texts: what a person reads, in its order."""

from io import BytesIO

import pytest

from curation.pipeline.errors import Damaged
from curation.pipeline.media import ODT
from tests.pipeline.reading import blocks, read
from tests.samples.files import packed, picture

SPACE = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{short}="{SPACE}:{full}:1.0"'
    for short, full in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
NUMBERED = """<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a"
style:num-suffix=")" text:start-value="2"/><text:list-level-style-bullet text:level="2"/></text:list-style>"""


def opendocument(path, body, **parts):
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{NUMBERED}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(path, {"mimetype": ODT, "content.xml": content} | parts)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<text:h text:outline-level="2">A <text:span>title</text:span></text:h>', [("heading", 2, "A title")]),
        ("<text:p>a<text:tab/>b<text:s text:c='2'/>c<text:line-break/>d</text:p>", [("paragraph", 0, "a b c\nd")]),
        (
            '<text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:list><text:list-item>'
            "<text:p>in</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>two</text:p>"
            "</text:list-item></text:list>",
            [("list_item", 0, "b) one"), ("list_item", 1, "• in"), ("list_item", 0, "c) two")],
        ),
        (
            "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p>"
            "</table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row>"
            "</table:table-header-rows><table:table-row><table:table-cell><text:p>1</text:p><text:p>2</text:p>"
            '</table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated="1000"/>'
            "</table:table-row></table:table>",
            [("table", 0, "A | B\n1 2 | ")],
        ),
        (
            "<text:p>said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>the note</text:p>"
            "</text:note-body></text:note> so"
            "<office:annotation><text:p>a comment</text:p></office:annotation></text:p>",
            [("paragraph", 0, "said[1] so"), ("note", 0, "[1] the note"), ("note", 0, "a comment")],
        ),
        (
            "<text:p>before<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>",
            [("paragraph", 0, "before"), ("paragraph", 0, "boxed")],
        ),
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>kept</text:p>",
            [("paragraph", 0, "kept")],
        ),
    ],
)
def test_open_document_text_is_read_in_its_order(tmp_path, body, expected):
    (page,) = read(opendocument(tmp_path / "a.odt", body), ODT)
    assert blocks(page) == expected


STYLES = f"""<office:document-styles {NAMES}><office:styles><text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format="1"/><text:outline-level-style text:level="2"
style:num-format="1" text:display-levels="2" style:num-suffix="."/></text:outline-style><text:list-style
style:name="Numbering"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
</text:list-style></office:styles><office:master-styles><style:master-page><style:header><text:p>ACME Ltd</text:p>
</style:header><style:header-first><text:p>ACME Ltd</text:p></style:header-first><style:footer><text:p>7</text:p>
</style:footer></style:master-page></office:master-styles></office:document-styles>"""


def test_numbers_that_come_from_styles_and_what_stands_at_the_edges_are_read(tmp_path):
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    styled = '<text:list text:style-name="Numbering"{}>{}</text:list>'
    body = "".join(
        [
            '<text:h text:outline-level="1">Leave</text:h><text:h text:outline-level="2">Who</text:h>',
            '<text:h text:outline-level="2">When</text:h><text:h text:outline-level="1">Pay</text:h>',
            styled.format("", item.format("one") + item.format("two")),
            "<text:p>between</text:p>",
            styled.format(' text:continue-numbering="true"', item.format("three")),
            styled.format("", '<text:list-item text:start-value="9"><text:p>nine</text:p></text:list-item>'),
        ]
    )
    (page,) = read(opendocument(tmp_path / "a.odt", body, **{"styles.xml": STYLES}), ODT)
    assert blocks(page) == [
        ("heading", 1, "1 Leave"),
        ("heading", 2, "1.1. Who"),
        ("heading", 2, "1.2. When"),
        ("heading", 1, "2 Pay"),
        ("list_item", 0, "I. one"),
        ("list_item", 0, "II. two"),
        ("paragraph", 0, "between"),
        ("list_item", 0, "III. three"),
        ("list_item", 0, "IX. nine"),
        ("note", 0, "ACME Ltd"),
    ]


def test_lists_tables_and_notes_in_the_cells_of_a_table_are_read_each_once(tmp_path):
    cell = "<table:table-cell>{}</table:table-cell>"
    inner = "<table:table><table:table-row>" + cell.format("<text:p>in</text:p>") + cell.format("<text:p>side</text:p>")
    inner += "</table:table-row></table:table>"
    steps = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("ask", "wait"))
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>why</text:p></text:note-body>"
    row = cell.format(inner) + cell.format(f'<text:list text:style-name="L1">{steps}</text:list>')
    row += cell.format(f"<text:p>so{note}</text:note></text:p>")
    body = f"<table:table><table:table-row>{row}</table:table-row></table:table><text:p>next</text:p>"
    (page,) = read(opendocument(tmp_path / "a.odt", body), ODT)
    assert blocks(page) == [
        ("table", 0, "in side | b) ask c) wait | so[1]"),
        ("note", 0, "[1] why"),
        ("paragraph", 0, "next"),
    ]


def test_pictures_in_an_open_document_are_recognised(tmp_path):
    drawn = BytesIO()
    picture(["The warranty lasts two years."], size=(900, 300)).save(drawn, "PNG")
    body = '<text:p>See:<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p>'
    (page,) = read(opendocument(tmp_path / "a.odt", body, **{"Pictures/1.png": drawn.getvalue()}), ODT)
    assert page.text == "See:\n\nThe warranty lasts two years."


def test_an_open_document_that_declares_entities_is_not_opened(tmp_path):
    path = packed(tmp_path / "a.odt", {"mimetype": ODT, "content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})
    with pytest.raises(Damaged):
        read(path, ODT)
