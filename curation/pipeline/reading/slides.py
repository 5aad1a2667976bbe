"""PowerPoint: a slide is a page, with its title, texts, tables, pictures and the speaker's notes."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame

from curation.pipeline import archive
from curation.pipeline.errors import Damaged, TooLarge
from curation.pipeline.layout import BULLET
from curation.pipeline.limits import Limits
from curation.pipeline.reading import drawings
from curation.pipeline.reading.paging import Leaf, Piece, one_each
from curation.pipeline.reading.slides_numbering import Numbering
from curation.pipeline.reading.tables import row, trimmed
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

ROW = 100_000  # EMU, a quarter of a centimetre: shapes whose tops differ less stand side by side
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
# Repeated on every slide, and said by none.
FURNITURE = {"dt", "ftr", "sldNum"}
BODY = {"", "body", "obj"}
BULLETS, NO_BULLET = {qn("a:buChar"), qn("a:buBlip")}, qn("a:buNone")
COMMENTS = "/comments"  # ends the kind of a relation, in its old and its new form
BROKEN = (
    PythonPptxError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError,
    KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError, RecursionError,
)  # fmt: skip


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    archive.check(path, limits)
    try:
        slides = Presentation(str(path)).slides
        if len(slides) > limits.pages:
            raise TooLarge(f"The file has more than {limits.pages} pages.")
        groups = [list(_slide(slide)) for slide in slides]
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be opened as a presentation.") from error
    return one_each(groups, limits)


def _slide(slide: Slide) -> Iterator[Piece]:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        yield Piece(BlockKind.HEADING, _line(title.text_frame.text), 1)
    for shape in _in_reading_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape(shape)
    yield from _comments(slide)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame):
        yield Piece(BlockKind.NOTE, notes.text.strip())


def _comments(slide: Slide) -> Iterator[Piece]:
    for relation in slide.part.rels.values():
        if relation.reltype.endswith(COMMENTS) and not relation.is_external:
            for comment in etree.fromstring(relation.target_part.blob, PARSER).iter("{*}cm"):
                said = comment.findtext("{*}text") or " ".join(text.text or "" for text in comment.iter(qn("a:t")))
                yield Piece(BlockKind.NOTE, _line(said))


def _in_reading_order(shapes: Iterable[BaseShape]) -> list[BaseShape]:
    """From the top down, and from left to right."""
    return sorted(shapes, key=lambda shape: ((shape.top or 0) // ROW, shape.left or 0))


def _shape(shape: Any) -> Iterator[Piece]:
    if _placeholder(shape) in FURNITURE:
        return
    if hasattr(shape, "shapes"):
        for inner in _in_reading_order(shape.shapes):
            yield from _shape(inner)
    elif shape.has_table:
        rows = trimmed([cell.text for cell in cells.cells] for cells in shape.table.rows)
        yield Piece(BlockKind.TABLE, "\n".join(map(row, rows)))
    elif held := list(shape.element.iter(*drawings.HELD_BY)):
        for each in held:
            yield from drawings.pieces(_part(shape, each.get(drawings.HELD_BY[each.tag], "")))
    elif shape.has_text_frame:
        yield from _text(shape.text_frame, in_body=_placeholder(shape) in BODY)
    elif hasattr(shape, "image"):
        yield Piece(BlockKind.CAPTION, "", picture=_picture(shape))


def _text(frame: TextFrame, *, in_body: bool) -> Iterator[Piece]:
    numbering = Numbering()
    for paragraph in frame.paragraphs:
        text = _line(paragraph.text)
        if not text:
            continue
        properties = paragraph._p.pPr
        marks = {child.tag for child in properties} if properties is not None else set()
        number = numbering.mark(properties, paragraph.level)
        # The layout gives the text of a slide its bullets, unless a paragraph says otherwise.
        if number or marks & BULLETS or (in_body and NO_BULLET not in marks):
            yield Piece(BlockKind.LIST_ITEM, f"{number or BULLET} {text}", paragraph.level)
        else:
            yield Piece(BlockKind.PARAGRAPH, text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _placeholder(shape: BaseShape) -> str | None:
    """The type of a shape that fills a place of the layout, "" for its main text; None for any other shape."""
    found = shape.element.xpath(".//p:nvPr/p:ph")
    return found[0].get("type", "") if found else None


def _part(shape: Any, relation: str) -> bytes:
    try:
        return bytes(shape.part.related_part(relation).blob)
    except (KeyError, ValueError):  # linked, not embedded
        return b""


def _picture(shape: Any) -> bytes:
    try:
        return bytes(shape.image.blob)
    except (KeyError, ValueError, AttributeError):  # linked, not embedded
        return b""


outline, opened = whole(_leaves)
