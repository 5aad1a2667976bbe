"""OpenDocument texts, RTF and reStructuredText."""

from io import BytesIO

import pytest

from curation.pipeline.errors import Damaged, NoText
from curation.pipeline.media import ODT, RST, RTF
from curation.pipeline.reading.restructured import pieces
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


RICH = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}{\info{\title No text}}\f0 T\'edtulo\par "
    r"{\listtext\tab 1.\tab}Primero{\footnote {\super 1} La nota}\par {\pntext 2.\tab}Segundo \u8364?\par "
    r"{\pict\pngblip 89504e470d0a}\trowd\cellx1\cellx2 a\cell b\cell\row\trowd c\cell d\cell\row "
    r"{\shptxt En un cuadro\par}{\header Arriba}}"
)


def test_rich_text_keeps_tables_notes_lists_and_boxes(tmp_path):
    (tmp_path / "a.rtf").write_bytes(RICH.encode("latin-1"))
    (page,) = read(tmp_path / "a.rtf", RTF)
    lines = [" ".join(line.split()) for line in page.text.split("\n\n")]
    assert lines == [
        "Título",
        "1. Primero [1 La nota]",
        "2. Segundo €",
        "a | b c | d",
        "En un cuadro",
    ]
    assert blocks(page) == [("table", 0, "a | b\nc | d")]


def test_rich_text_without_words_is_refused(tmp_path):
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1\\ansi{\\pict " + b"ab" * 100_000 + b"}}")
    with pytest.raises(NoText):
        read(tmp_path / "a.rtf", RTF)


STRUCTURED = """
=======
Returns
=======

.. a comment
   that nobody reads

Send the **item** back to `us <https://example.com>`_, see :ref:`here`.

Steps
-----

1. Write to us
2. Wait

   a day

- one
- two

.. code-block:: python
   :linenos:

   x = 1

.. note:: Keep the receipt.
   For a year.

Then::

    literal

Costs
-----

+---------+------+
| Country | Days |
+=========+======+
| Spain   | 14   |
+---------+------+
"""


def test_restructured_text_loses_its_marks_and_keeps_its_structure(tmp_path):
    assert [(str(piece.kind), piece.level, piece.text) for piece in pieces(STRUCTURED)] == [
        ("heading", 1, "Returns"),
        ("paragraph", 0, "Send the item back to us, see here."),
        ("heading", 2, "Steps"),
        ("list_item", 0, "1. Write to us"),
        ("list_item", 0, "2. Wait"),
        ("paragraph", 0, "a day"),
        ("list_item", 0, "- one"),
        ("list_item", 0, "- two"),
        ("code", 0, "x = 1"),
        ("note", 0, "Keep the receipt. For a year."),
        ("paragraph", 0, "Then:"),
        ("code", 0, "literal"),
        ("heading", 2, "Costs"),
        ("table", 0, "Country | Days\nSpain | 14"),
    ]
    (tmp_path / "a.rst").write_text(STRUCTURED)
    assert read(tmp_path / "a.rst", RST)[0].text.startswith("Returns\n\nSend")


def test_footnotes_without_end_are_no_danger(tmp_path):
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 said" + b"{\\footnote a" * 50_000)
    (page,) = read(tmp_path / "a.rtf", RTF)
    assert page.text == "said"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 A\'f1o \u8364? caf\'e9}", "Año € café"),
        (rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}}\f0 \'c4\'ee\'e3\'ee\'e2\'ee\'f0}", "Договор"),
        (
            rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0 A\'f1o \f1 \'c4\'ee\f0  fin}",
            "Año До fin",
        ),
        (rb"{\rtf1\mac A\'96o m\'87s}", "Año más"),
        (rb"{\rtf1\pc A\'a4o}", "Año"),
        (rb"{\rtf1\pca \'b5ngel}", "Ángel"),
        (rb"{\rtf1\ansi\uc1 \u1044\'c4\u1086\'ee}", "До"),
        (
            rb"{\rtf1\ansi seen{\*\generator gone;}{\rtlch\fcs1 \v hidden {\b too}}{\deleted gone} and {\v0 kept}}",
            "seen and kept",
        ),
    ],
)
def test_rich_text_is_decoded_by_the_code_pages_it_names(tmp_path, source, expected):
    (tmp_path / "a.rtf").write_bytes(source)
    assert " ".join(read(tmp_path / "a.rtf", RTF)[0].text.split()) == expected


RESTRUCTURED_LOST = """A claim [1]_ and |who|.

.. [1] The footnote
   goes on.
.. [C] The citation.
.. a comment
.. |who| replace:: Ana

+-----------+------+
| Country   | Rate |
+===========+======+
| Spain and | 53   |
| Portugal  |      |
+-----------+------+
| Germany   | 28   |
+-----------+------+

=====  ==========
A      B
=====  ==========
1      two  words
       go on
3      4
=====  ==========

.. list-table:: Rates
   :header-rows: 1

   * - Country
     - Rate
   * - Spain
     - 53
       euros

.. csv-table:: Prices
   :header: "A", "B"

   "x, y", 2

.. figure:: a.png
   :width: 10

   The caption.

.. versionadded:: 2.0

   A new **way**.

| line one
| line two
"""


def test_what_is_easily_lost_of_restructured_text_is_read():
    assert [(str(piece.kind), piece.text) for piece in pieces(RESTRUCTURED_LOST) if piece.text] == [
        ("paragraph", "A claim [1] and Ana."),
        ("note", "[1] The footnote goes on."),
        ("note", "[C] The citation."),
        ("table", "Country | Rate\nSpain and Portugal | 53\nGermany | 28"),
        ("table", "A | B\n1 | two words go on\n3 | 4"),
        ("caption", "Rates"),
        ("table", "Country | Rate\nSpain | 53 euros"),
        ("caption", "Prices"),
        ("table", "A | B\nx, y | 2"),
        ("caption", "The caption."),
        ("paragraph", "A new way."),
        ("paragraph", "line one\nline two"),
    ]
