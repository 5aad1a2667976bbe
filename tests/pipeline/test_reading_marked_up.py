"""RTF and reStructuredText."""

import pytest

from curation.pipeline.errors import NoText
from curation.pipeline.media import RST, RTF
from curation.pipeline.reading.restructured import pieces
from tests.pipeline.reading import blocks, read

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
