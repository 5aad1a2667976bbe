"""OpenDocument texts: headings, lists with their numbers, tables, notes and comments, in document order."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from curation.pipeline import archive
from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading.docx_numbering import BULLET, written
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.tables import row, trimmed
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    "text": f"{OASIS}text:1.0",
    "table": f"{OASIS}table:1.0",
    "office": f"{OASIS}office:1.0",
    "style": f"{OASIS}style:1.0",
    "draw": f"{OASIS}drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
REPEATS = 50  # a cell repeated to the sheet's edge is empty space, not a thousand cells


def _name(short: str) -> str:
    space, _, name = short.partition(":")
    return f"{{{SPACES[space]}}}{name}"


PARAGRAPHS = {_name("text:p"), _name("text:h")}
LIST, TABLE = _name("text:list"), _name("table:table")
NOTE, COMMENT, TEXT_BOX, PICTURE = (
    _name("text:note"),
    _name("office:annotation"),
    _name("draw:text-box"),
    _name("draw:image"),
)
SIGNS = {_name("text:tab"): " ", _name("text:s"): " ", _name("text:line-break"): "\n"}
# What was deleted while changes were tracked, and what is no text.
LEFT_OUT = {
    _name("text:tracked-changes"), _name("text:sequence-decls"), _name("office:annotation-end"),
    _name("office:forms"), _name("text:table-of-content-source"), _name("text:bibliography-source"),
}  # fmt: skip


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    archive.check(path, limits)
    try:
        with zipfile.ZipFile(path) as container:
            walk = Walk(container, _parsed(container, "content.xml"))
            return paged(walk.pieces(), limits)
    except (*archive.BROKEN, etree.XMLSyntaxError, RecursionError) as error:
        raise Damaged("The file is damaged: it cannot be opened as an OpenDocument text.") from error


def _parsed(container: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(container.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


class Walk:
    """One pass through the text. What is met inside a paragraph waits until the paragraph is out."""

    def __init__(self, container: zipfile.ZipFile, content: etree._Element) -> None:
        self._container = container
        self._content = content
        self._waiting: list[Piece] = []
        self._boxes: list[etree._Element] = []
        self._lists = {style.get(_name("style:name")): style for style in content.iter(_name("text:list-style"))}

    def pieces(self) -> Iterator[Piece]:
        body = self._content.find(f"{_name('office:body')}/{_name('office:text')}")
        if body is None:
            raise KeyError("office:text")
        yield from self._blocks(body)

    def _blocks(self, parent: etree._Element) -> Iterator[Piece]:
        for child in parent:
            if child.tag in PARAGRAPHS:
                yield from self._paragraph(child)
            elif child.tag == LIST:
                yield from self._list(child, None, 0)
            elif child.tag == TABLE:
                yield Piece(BlockKind.TABLE, self._table(child))
                yield from self._met()
            elif child.tag not in LEFT_OUT and isinstance(child.tag, str):  # sections, indexes, frames
                yield from self._blocks(child)

    def _paragraph(self, element: etree._Element, mark: str = "", depth: int = 0) -> Iterator[Piece]:
        text = self._text(element).strip()
        level = element.get(_name("text:outline-level"))
        if text and element.tag == _name("text:h"):
            yield Piece(BlockKind.HEADING, f"{mark} {text}".strip().replace("\n", " "), min(int(level or 1), 6))
        elif text:
            yield Piece(BlockKind.LIST_ITEM, f"{mark} {text}", depth) if mark else Piece(BlockKind.PARAGRAPH, text)
        yield from self._met()

    def _met(self) -> Iterator[Piece]:
        """The notes, pictures and boxes that the last block holds, after it."""
        while self._waiting:
            yield self._waiting.pop(0)
        while self._boxes:
            yield from self._blocks(self._boxes.pop(0))

    def _list(self, element: etree._Element, style: str | None, depth: int) -> Iterator[Piece]:
        style = element.get(_name("text:style-name")) or style
        form, first, before, after = self._level(style, depth)
        number = first
        for item in element:
            mark = f"{before}{written(number, form)}{after}" if form else BULLET
            for child in item:
                if child.tag == LIST:
                    yield from self._list(child, style, depth + 1)
                elif child.tag in PARAGRAPHS:
                    yield from self._paragraph(child, mark, depth)
                    number += bool(mark)
                    mark = ""  # a second paragraph of an item has none

    def _level(self, style: str | None, depth: int) -> tuple[str, int, str, str]:
        """How a list is numbered at a depth: the format ("" for bullets), the first number, what stands around it."""
        for level in self._lists.get(style, ()):
            numbered = level.tag == _name("text:list-level-style-number")
            form = level.get(_name("style:num-format"), "")
            if level.get(_name("text:level")) == str(depth + 1) and numbered and form:
                first = int(level.get(_name("text:start-value"), "1"))
                around = level.get(_name("style:num-prefix"), ""), level.get(_name("style:num-suffix"), "")
                return FORMATS.get(form, "decimal"), first, *around
        return "", 1, "", ""

    def _table(self, table: etree._Element) -> str:
        rows = (self._cells(found) for found in table.iter(_name("table:table-row")))
        return "\n".join(map(row, trimmed(rows)))

    def _cells(self, found: etree._Element) -> list[str]:
        cells: list[str] = []
        for cell in found:
            if cell.tag == _name("table:table-cell"):
                times = min(int(cell.get(_name("table:number-columns-repeated"), "1")), REPEATS)
                cells += [" ".join(self._text(inner) for inner in cell)] * times
            elif cell.tag == _name("table:covered-table-cell"):
                cells.append("")
        return cells

    def _text(self, element: etree._Element) -> str:
        return "".join(self._inline(element))

    def _inline(self, element: etree._Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if child.tag in SIGNS:
                yield SIGNS[child.tag]
            elif child.tag == NOTE:
                yield self._note(child)
            elif child.tag == COMMENT:
                self._waiting.append(Piece(BlockKind.NOTE, self._paragraphs(child)))
            elif child.tag == TEXT_BOX:
                self._boxes.append(child)
            elif child.tag == PICTURE:
                self._waiting.append(Piece(BlockKind.CAPTION, "", picture=self._picture(child)))
            elif child.tag not in LEFT_OUT and isinstance(child.tag, str):
                yield from self._inline(child)
            yield child.tail or ""

    def _note(self, note: etree._Element) -> str:
        mark = f"[{note.findtext(_name('text:note-citation'), '').strip()}]"
        body = note.find(_name("text:note-body"))
        self._waiting.append(Piece(BlockKind.NOTE, f"{mark} {self._paragraphs(body) if body is not None else ''}"))
        return mark

    def _paragraphs(self, element: etree._Element) -> str:
        return " ".join(filter(None, (self._text(p).strip() for p in element.iter(*PARAGRAPHS))))

    def _picture(self, image: etree._Element) -> bytes:
        name = image.get(_name("xlink:href"), "")
        return self._container.read(name) if name in self._container.namelist() else b""


outline, opened = whole(_leaves)
