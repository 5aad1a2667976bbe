"""A Word document's XML in document order. python-docx alone misses text boxes, notes, controls and insertions."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from docx.oxml.ns import qn
from lxml import etree

from curation.pipeline.reading import drawings
from curation.pipeline.reading.docx_numbering import Numbering
from curation.pipeline.reading.docx_signs import form_field, shifted, symbol
from curation.pipeline.reading.docx_styles import Styles
from curation.pipeline.reading.paging import Piece
from curation.pipeline.types import BlockKind

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CELL = " | "
DELETED = {qn("w:del"), qn("w:moveFrom")}
DELETED_ROW = f"{qn('w:trPr')}/{qn('w:del')}"
TEXT = {qn("w:t"), f"{MATH}t"}
SYMBOL, RUN, FORM_FIELD, FRACTION = qn("w:sym"), qn("w:r"), qn("w:ffData"), f"{MATH}f"
SIGNS = {qn("w:tab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}
NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
COMMENT = qn("w:commentReference")
PICTURES = {qn("a:blip"): qn("r:embed"), "{urn:schemas-microsoft-com:vml}imagedata": qn("r:id")}
PARAGRAPH, TABLE, TEXT_BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
PROPERTIES, BREAK, RENDERED_BREAK = qn("w:pPr"), qn("w:br"), qn("w:lastRenderedPageBreak")
MOST_COLUMNS = 63  # of a Word table
NEW_PAGE = {"nextPage", "oddPage", "evenPage"}


class Beside(Protocol):
    """What a document keeps outside its running text."""

    notes: dict[str, etree._Element]  # footnotes, endnotes and comments, by kind and id

    def part(self, relation: str) -> bytes:
        """The picture, chart or diagram that the document calls by this id; nothing when it is not embedded."""


class Walk:
    """One pass through a document. What is met inside a paragraph waits until the paragraph is out."""

    def __init__(self, styles: Styles, numbering: Numbering, beside: "Beside") -> None:
        self._styles = styles
        self._numbering = numbering
        self._beside = beside
        self._boxes: list[etree._Element] = []
        self._met: list[Piece] = []
        self._note_count = 0
        self._page_broken = False
        self.saw_rendered_breaks = False

    def pieces(self, body: etree._Element) -> Iterator[Piece]:
        for element in _content(body):
            if element.tag == PARAGRAPH:
                yield from self._paragraph(element)
            elif element.tag == TABLE:
                yield from self._piece(Piece(BlockKind.TABLE, self._table(element)))
            yield from self._waiting()

    def aside(self, root: etree._Element) -> Piece:
        """A header or footer as one note."""
        text = " ".join(" ".join(piece.text.split()) for piece in self.pieces(root))
        return Piece(BlockKind.NOTE, text)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        properties = paragraph.find(PROPERTIES)
        if properties is not None and _is_on(properties.find(qn("w:pageBreakBefore"))):
            self._page_broken = True
        broken_before = self._page_broken
        text = self._text(paragraph).strip()
        if text:
            # A break inside a paragraph takes effect after it: a paragraph is never cut in two.
            broken_inside, self._page_broken = self._page_broken and not broken_before, broken_before
            yield from self._piece(self._told(text, properties))
            self._page_broken = broken_inside
        if properties is not None and _ends_section(properties):
            self._page_broken = True

    def _told(self, text: str, properties: etree._Element | None) -> Piece:
        level = self._styles.heading_level(properties)
        place = self._styles.numbering(properties)
        mark = self._numbering.mark(*place) if place else ""
        marked = f"{mark} {text}" if mark else text
        if level:
            return Piece(BlockKind.HEADING, marked.replace("\n", " "), level)
        return Piece(BlockKind.LIST_ITEM, marked, place[1]) if place else Piece(BlockKind.PARAGRAPH, text)

    def _piece(self, piece: Piece) -> Iterator[Piece]:
        if piece.text.strip():
            yield replace(piece, new_page=self._page_broken)
            self._page_broken = False

    def _waiting(self) -> Iterator[Piece]:
        """The text boxes, pictures, notes and comments that the last block holds, after it."""
        while self._boxes:
            yield from self.pieces(self._boxes.pop(0))
        while self._met:
            piece = self._met.pop(0)
            yield from [piece] if piece.picture else self._piece(piece)

    def _table(self, table: etree._Element) -> str:
        rows = (row for row in _content(table) if row.tag == qn("w:tr") and row.find(DELETED_ROW) is None)
        return "\n".join(self._row(row) for row in rows).strip("\n")

    def _row(self, row: etree._Element) -> str:
        before = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        cells = (cell for cell in _content(row) if cell.tag == qn("w:tc"))
        return CELL.join(before * [""] + [text for cell in cells for text in self._cell(cell)])

    def _cell(self, cell: etree._Element) -> list[str]:
        """What a cell says, and nothing for each further column that it reaches over."""
        wide = _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merged is not None and merged.get(qn("w:val")) != "restart":
            return wide * [""]  # the cell above reaches down here
        inner = (self._in_cell(element) for element in _content(cell) if element.tag != qn("w:tcPr"))
        return [" ".join(" ".join(inner).split()), *(wide - 1) * [""]]

    def _in_cell(self, element: etree._Element) -> str:
        if element.tag == TABLE:  # its own columns are none of the table around it
            return self._table(element).replace(CELL, " ")
        if element.tag != PARAGRAPH:
            return self._text(element)
        place = self._styles.numbering(element.find(PROPERTIES))
        text = self._text(element)
        return f"{self._numbering.mark(*place)} {text}" if place else text

    def _text(self, element: etree._Element) -> str:
        return "".join(self._inline(element))

    def _inline(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in TEXT:
                yield child.text or ""
            elif tag in SIGNS:
                yield SIGNS[tag]
            elif tag in NOTES:
                yield self._cite(f"{NOTES[tag]}{child.get(qn('w:id'))}")
            elif tag == COMMENT or tag in PICTURES or tag in drawings.HELD_BY:
                self._meet(child)
            elif tag in {BREAK, RENDERED_BREAK}:
                yield self._broken(child)
            elif tag == TEXT_BOX:
                self._boxes.append(child)
            elif tag == f"{MC}AlternateContent":  # the same thing several times, for older and newer programs
                yield from self._inline(child[0]) if len(child) else ()
            elif tag == RUN:
                yield from self._run(child)
            elif tag in {SYMBOL, FORM_FIELD, FRACTION}:
                yield self._drawn(child)
            elif tag != PROPERTIES and tag not in DELETED:
                yield from self._inline(child)

    def _drawn(self, element: etree._Element) -> str:
        if element.tag == SYMBOL:
            return symbol(element.get(qn("w:font"), ""), element.get(qn("w:char"), ""))
        if element.tag == FORM_FIELD:
            return form_field(element)
        return "/".join(self._text(part) for part in element if part.tag in {f"{MATH}num", f"{MATH}den"})

    def _run(self, run: etree._Element) -> Iterator[str]:
        properties = run.find(qn("w:rPr"))
        if properties is None:
            yield from self._inline(run)
        elif not _is_on(properties.find(qn("w:vanish"))):  # hidden text is on nobody's page
            raised = properties.find(qn("w:vertAlign"))
            said = "".join(self._inline(run))
            yield shifted(said, raised.get(qn("w:val"), "") if raised is not None else "")

    def _meet(self, element: etree._Element) -> None:
        """Keep what stands beside the paragraph until that is out."""
        if element.tag == COMMENT:
            self._note(f"comments{element.get(qn('w:id'))}")
        elif element.tag in PICTURES:
            picture = self._beside.part(element.get(PICTURES[element.tag], ""))
            self._met += [Piece(BlockKind.CAPTION, "", picture=picture)] if picture else []
        else:
            self._met += drawings.pieces(self._beside.part(element.get(drawings.HELD_BY[element.tag], "")))

    def _cite(self, key: str) -> str:
        if key not in self._beside.notes:
            return ""
        self._note_count += 1
        mark = f"[{self._note_count}]"
        self._note(key, f"{mark} ")
        return mark

    def _note(self, key: str, mark: str = "") -> None:
        note = self._beside.notes.get(key)
        if note is not None:
            text = " ".join(filter(None, (self._text(paragraph).strip() for paragraph in note.iter(PARAGRAPH))))
            self._met.append(Piece(BlockKind.NOTE, f"{mark}{text}"))

    def _broken(self, element: etree._Element) -> str:
        if element.tag == RENDERED_BREAK:
            self.saw_rendered_breaks = self._page_broken = True
            return ""
        if element.get(qn("w:type")) == "page":
            self._page_broken = True
            return ""
        return "\n"


def _content(element: etree._Element) -> Iterator[etree._Element]:
    """Children, through the wrappers that Word puts around any of them: controls, insertions, custom XML."""
    for child in element:
        if child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")}:
            yield from _content(child)
        elif child.tag == f"{MC}AlternateContent" and len(child):
            yield from _content(child[0])
        elif child.tag not in DELETED:
            yield child


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isdecimal() else otherwise


def _is_on(flag: etree._Element | None) -> bool:
    return flag is not None and flag.get(qn("w:val")) not in {"0", "false", "off"}


def _ends_section(properties: etree._Element) -> bool:
    section = properties.find(qn("w:sectPr"))
    if section is None:
        return False
    kind = section.find(qn("w:type"))
    return kind is None or kind.get(qn("w:val"), "nextPage") in NEW_PAGE
