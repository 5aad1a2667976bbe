"""HTML -> blocks. Nothing in it is fetched or run; what a browser would not show as text is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from selectolax.lexbor import LexborHTMLParser, LexborNode

from curation.pipeline.errors import TooLarge
from curation.pipeline.reading.docx_numbering import written
from curation.pipeline.reading.docx_signs import TICK, shifted
from curation.pipeline.reading.paging import Piece
from curation.pipeline.reading.tables import row, trimmed
from curation.pipeline.types import BlockKind

HIDDEN = (
    "head, script, style, template, noscript, svg, iframe, object, nav, button, select, textarea, [hidden], "
    '[style*="display:none"], [style*="display: none"]'
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark output q ruby s samp
    small span strike strong sub sup time tt u var wbr
    """.split()  # noqa: SIM905  forty quoted words are harder to read
)
SHIFTS = {"sup": "superscript", "sub": "subscript"}
MOST_COLUMNS = 100
UNSEEN = {"hidden", "password", "submit", "button", "reset", "image", "file"}
FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
LISTS = {"ul", "ol", "menu"}
# Of these an end need not be written, or there is none.
UNCLOSED = frozenset(
    """
    p li dt dd td th tr tbody thead tfoot option optgroup colgroup html body head br img hr input meta link col wbr area
    base embed param source track
    """.split()  # noqa: SIM905
)
TAG = re.compile(r"<(/?)([a-z][\w-]*)", re.IGNORECASE)
DEEPEST = 20_000  # parts in each other: the time to parse them grows with the square of it
TEXT = "-text"
BREAK = "\0"  # HTML's own text cannot hold it: the parser has replaced it


@dataclass(slots=True)
class Walk:
    """One pass through the document, in its order, without recursion: pages nest as deep as their author likes."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists: list[Iterator[str] | None] = field(default_factory=list)  # the marks of an ordered list
    mark: str = ""

    def enter(self, node: LexborNode) -> bool:
        """Whether to go on into the node."""
        tag = node.tag
        if tag == TEXT:
            self.words.append(node.text_content or "")
        elif tag in SHIFTS:
            self.words.append(shifted(node.text(), SHIFTS[tag]))
            return False
        elif tag == "br":
            self.words.append(BREAK)
        elif tag == "input" and node.attributes.get("type") not in UNSEEN:
            self.words.append(f" {_entered(node)}")
        elif tag == "pre":
            self.flush()
            self.add(BlockKind.CODE, node.text().strip("\n"))
            return False
        elif tag == "table" and _is_data(node):
            self.flush()
            self.add(BlockKind.TABLE, _table(node))
            return False
        elif tag not in INLINE:
            self.flush()
            self._open(node)
        return True

    def _open(self, node: LexborNode) -> None:
        if node.tag in LISTS:
            self.lists.append(_marks(node) if node.tag == "ol" else None)
        elif node.tag == "li":
            marks = self.lists[-1] if self.lists else None
            value = node.attributes.get("value") or ""
            if marks and value.isdecimal() and len(value) < 9 and node.parent:
                marks = self.lists[-1] = _marks(node.parent, int(value))
            self.mark = next(marks) if marks else "- "

    def leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in HEADINGS:
            self.flush(BlockKind.HEADING, HEADINGS[tag])
        elif tag in {"figcaption", "caption"}:
            self.flush(BlockKind.CAPTION)
        elif tag not in INLINE and tag not in {TEXT, "br"}:
            self.flush()
        if tag in LISTS and self.lists:
            self.lists.pop()
        if tag == "li":
            self.mark = ""

    def flush(self, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        text = "\n".join(filter(None, (" ".join(line.split()) for line in "".join(self.words).split(BREAK))))
        self.words.clear()
        if not text:
            return
        if self.mark and kind is BlockKind.PARAGRAPH:
            kind, text, level = BlockKind.LIST_ITEM, self.mark + text, len(self.lists) - 1
            self.mark = ""
        self.add(kind, text.replace("\n", " ") if kind is BlockKind.HEADING else text, level)

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        if text.strip():
            self.pieces.append(Piece(kind, text, max(0, level)))


def pieces(source: str) -> list[Piece]:
    """The blocks of an HTML document; raise TooLarge."""
    _check_depth(source)
    tree = LexborHTMLParser(source)
    for node in tree.css(HIDDEN):
        node.decompose()
    walk = Walk()
    if tree.body:
        _go_through(tree.body, walk)
    walk.flush()
    return walk.pieces


def _check_depth(source: str) -> None:
    depth = 0
    for closing, tag in TAG.findall(source):
        if tag.lower() not in UNCLOSED:
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > DEEPEST:
                raise TooLarge("The page nests its parts too deeply to be read.")


def _go_through(root: LexborNode, walk: Walk) -> None:
    node = root
    while True:
        inner = node.child if walk.enter(node) else None
        if inner:
            node = inner
            continue
        walk.leave(node)
        while node.next is None or node.mem_id == root.mem_id:
            if node.mem_id == root.mem_id or node.parent is None:
                return
            node = node.parent
            walk.leave(node)
        node = node.next


def _entered(node: LexborNode) -> str:
    """What stands in a field of a form, or a tick where one is set."""
    if node.attributes.get("type") in {"checkbox", "radio"}:
        return TICK if "checked" in node.attributes else ""
    return node.attributes.get("value") or ""


def _marks(ordered: LexborNode, first: int | None = None) -> Iterator[str]:
    form = FORMS.get(ordered.attributes.get("type") or "", "decimal")
    return (f"{written(number, form)}. " for number in count(_start(ordered) if first is None else first))


def _start(ordered: LexborNode) -> int:
    start = ordered.attributes.get("start") or ""
    return int(start) if start.lstrip("-").isdecimal() and len(start) < 9 else 1


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds data; mails and old pages lay everything out in tables."""
    if len(table.css("table")) > 1 or table.css_first("h1, h2, h3, h4, ul, ol, pre"):
        return False
    rows = [len(found.css("td, th")) for found in table.css("tr")]
    return len(rows) > 1 and max(rows) > 1


def _table(table: LexborNode) -> str:
    """Its rows with every cell under its column: one that reaches over more leaves the others empty."""
    rows: list[list[str]] = []
    taken: dict[int, int] = {}  # column -> rows that a cell above still reaches into
    for found in table.css("tr"):
        cells: list[str] = []
        for cell in found.css("td, th"):
            while taken.get(len(cells)):
                cells.append("")
            wide, tall = (_span(cell, name) for name in ("colspan", "rowspan"))
            taken |= dict.fromkeys(range(len(cells), len(cells) + wide), tall)
            cells += [_said(cell), *(wide - 1) * [""]]
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        rows.append(cells)
    return "\n".join(map(row, trimmed(rows)))


def _span(cell: LexborNode, name: str) -> int:
    told = cell.attributes.get(name) or ""
    return min(max(int(told), 1), MOST_COLUMNS) if told.isdecimal() and len(told) < 6 else 1


def _said(cell: LexborNode) -> str:
    for shift in cell.css("sup, sub"):
        shift.replace_with(shifted(shift.text(), SHIFTS[shift.tag or ""]))
    return cell.text(separator=" ") if cell.css_first("br, p, div, li") else cell.text()
