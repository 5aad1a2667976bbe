"""OpenDocument texts: headings, lists with their numbers, tables, notes and comments, in document order."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from curation.pipeline import archive
from curation.pipeline.errors import Damaged
from curation.pipeline.layout import BULLET
from curation.pipeline.limits import Limits
from curation.pipeline.reading.docx_numbering import written
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.tables import CELL, row, trimmed
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
ROW_GROUPS = {_name(f"table:table-{name}") for name in ("header-rows", "rows", "row-group")}
EDGES = {
    _name(f"style:{name}")
    for name in ("header", "footer", "header-first", "footer-first", "header-left", "footer-left")
}
DEEPEST = 10
# What was deleted while changes were tracked, and what is no text.
LEFT_OUT = {
    _name("text:tracked-changes"), _name("text:sequence-decls"), _name("office:annotation-end"),
    _name("office:forms"), _name("text:table-of-content-source"), _name("text:bibliography-source"),
}  # fmt: skip


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    archive.check(path, limits)
    try:
        with zipfile.ZipFile(path) as container:
            styles = _parsed(container, "styles.xml") if "styles.xml" in container.namelist() else None
            walk = Walk(container, _parsed(container, "content.xml"), styles)
            return paged([*walk.pieces(), *walk.edges()], limits)
    except (*archive.BROKEN, etree.XMLSyntaxError, RecursionError) as error:
        raise Damaged("The file is damaged: it cannot be opened as an OpenDocument text.") from error


def _parsed(container: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(container.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


class Walk:
    """One pass through the text. What is met inside a paragraph waits until the paragraph is out."""

    def __init__(self, container: zipfile.ZipFile, content: etree._Element, styles: etree._Element | None) -> None:
        self._container = container
        self._content = content
        self._styles = styles
        self._waiting: list[Piece] = []
        self._boxes: list[etree._Element] = []
        self._lists = {
            style.get(_name("style:name")): style
            for part in (styles, content)
            if part is not None
            for style in part.iter(_name("text:list-style"))
        }
        outlines = styles.iter(_name("text:outline-style")) if styles is not None else ()
        self._outline = {each.get(_name("text:level")): each for outline in outlines for each in outline}
        self._counts: dict[int, int] = {}  # of headings, by their level
        self._last: dict[str | None, int] = {}  # the last number of a list, by its style

    def pieces(self) -> Iterator[Piece]:
        body = self._content.find(f"{_name('office:body')}/{_name('office:text')}")
        if body is None:
            raise KeyError("office:text")
        yield from self._blocks(body)

    def edges(self) -> Iterator[Piece]:
        """Headers and footers as notes, each once, and none that is but a page number."""
        said: set[str] = set()
        for edge in self._styles.iter(*EDGES) if self._styles is not None else ():
            text = " ".join(" ".join(piece.text.split()) for piece in self._blocks(edge))
            if text not in said and any(map(str.isalpha, text)):
                said.add(text)
                yield Piece(BlockKind.NOTE, text)

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
            mark = mark or self._heading_mark(element, int(level or 1))
            yield Piece(BlockKind.HEADING, f"{mark} {text}".strip().replace("\n", " "), min(int(level or 1), 6))
        elif text:
            yield Piece(BlockKind.LIST_ITEM, f"{mark} {text}", depth) if mark else Piece(BlockKind.PARAGRAPH, text)
        yield from self._met()

    def _heading_mark(self, heading: etree._Element, level: int) -> str:
        """The number that the outline gives the next heading of this level; nothing where it gives none."""
        if heading.get(_name("text:is-list-header")) == "true" or level not in range(1, DEEPEST + 1):
            return ""
        self._counts = {each: count for each, count in self._counts.items() if each <= level}
        self._counts[level] = self._counts.get(level, 0) + 1
        told = self._outline.get(str(level))
        form = told.get(_name("style:num-format"), "") if told is not None else ""
        if told is None or not form:
            return ""
        shown = int(told.get(_name("text:display-levels"), "1"))
        above = range(max(1, level - shown + 1), level)
        numbers = [str(self._counts.get(each, 1)) for each in above] + [
            written(self._counts[level], FORMATS.get(form, "decimal"))
        ]
        around = told.get(_name("style:num-prefix"), ""), told.get(_name("style:num-suffix"), "")
        return f"{around[0]}{'.'.join(numbers)}{around[1]}"

    def _met(self) -> Iterator[Piece]:
        """The notes, pictures and boxes that the last block holds, after it."""
        while self._waiting:
            yield self._waiting.pop(0)
        while self._boxes:
            yield from self._blocks(self._boxes.pop(0))

    def _list(self, element: etree._Element, style: str | None, depth: int) -> Iterator[Piece]:
        style = element.get(_name("text:style-name")) or style
        form, first, before, after = self._level(style, depth)
        going_on = element.get(_name("text:continue-numbering")) == "true" or element.get(_name("text:continue-list"))
        number = self._last.get(style, first - 1) + 1 if going_on else first
        for item in element:
            number = int(item.get(_name("text:start-value"), number))
            heading = item.tag == _name("text:list-header")
            mark = "" if heading else f"{before}{written(number, form)}{after}" if form else BULLET
            for child in item:
                if child.tag == LIST:
                    yield from self._list(child, style, depth + 1)
                elif child.tag in PARAGRAPHS:
                    yield from self._paragraph(child, mark, depth)
                    number += bool(mark)
                    mark = ""  # a second paragraph of an item has none
        self._last[style] = number - 1

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
        rows = (self._cells(found) for found in _rows(table))
        return "\n".join(map(row, trimmed(rows)))

    def _cells(self, found: etree._Element) -> list[str]:
        cells: list[str] = []
        for cell in found:
            if cell.tag == _name("table:table-cell"):
                times = min(int(cell.get(_name("table:number-columns-repeated"), "1")), REPEATS)
                cells += [" ".join(piece.text for piece in self._in_cell(cell))] * times
            elif cell.tag == _name("table:covered-table-cell"):
                cells.append("")
        return cells

    def _in_cell(self, cell: etree._Element) -> Iterator[Piece]:
        """What a cell says: the columns of a table in it are none of the table around it."""
        waiting, self._waiting = self._waiting, []
        pieces = list(self._blocks(cell))
        self._waiting = [*waiting, *(piece for piece in pieces if piece.kind is BlockKind.NOTE or piece.picture)]
        for piece in pieces:
            if piece.text and piece.kind is not BlockKind.NOTE:
                yield replace(piece, text=piece.text.replace(CELL, " "))

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


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Its own rows, through the groups around them, and not those of tables inside its cells."""
    for child in table:
        if child.tag == _name("table:table-row"):
            yield child
        elif child.tag in ROW_GROUPS:
            yield from _rows(child)


outline, opened = whole(_leaves)
