"""Word documents: blocks in the order a person reads them, on pages of whole blocks."""

import zipfile
from pathlib import Path
from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from curation.pipeline import archive
from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading.docx_numbering import Numbering
from curation.pipeline.reading.docx_styles import Styles
from curation.pipeline.reading.docx_walk import Walk
from curation.pipeline.reading.paging import ABOUT, Leaf, paged
from curation.pipeline.reading.whole import whole

# What python-docx lets through when a part is missing or is not what its name says.
BROKEN = (
    PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError,
    KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError, RecursionError,
)  # fmt: skip


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    archive.check(path, limits)
    try:
        document = Document(str(path))
        walk = Walk(Styles(document), Numbering(document), _footnotes(document))
        pieces = list(walk.pieces(document.element.body))
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be opened as a Word document.") from error
    # Word notes where it last broke its pages; those are the pages that people know.
    return paged(pieces, limits, about=4 * ABOUT if walk.saw_rendered_breaks else ABOUT)


def _footnotes(document: WordDocument) -> dict[str, etree._Element]:
    """Every footnote and endnote by kind and id."""
    notes: dict[str, etree._Element] = {}
    for part in document.part.package.iter_parts():
        kind = str(part.partname).rsplit("/", 1)[-1]
        if kind in {"footnotes.xml", "endnotes.xml"}:
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            for note in root:
                notes[f"{kind[:-9]}{_id(note)}"] = cast(etree._Element, note)
    return notes


def _id(note: etree._Element) -> str:
    return next((value for name, value in note.attrib.items() if name.endswith("}id")), "")


outline, opened = whole(_leaves)
