"""Word documents: blocks in the order a person reads them, on pages of whole blocks."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from curation.pipeline import archive
from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading.docx_numbering import Numbering
from curation.pipeline.reading.docx_styles import Styles
from curation.pipeline.reading.docx_walk import Walk
from curation.pipeline.reading.paging import ABOUT, Leaf, Piece, paged
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
        parts = Parts(document)
        walk = Walk(Styles(document), Numbering(document), parts)
        pieces = [*walk.pieces(document.element.body), *_said_once(map(walk.aside, parts.edges))]
    except BROKEN as error:
        raise Damaged("The file is damaged: it cannot be opened as a Word document.") from error
    # Word notes where it last broke its pages; those are the pages that people know.
    return paged(pieces, limits, about=4 * ABOUT if walk.saw_rendered_breaks else ABOUT)


def _said_once(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Headers and footers without repeats, and without those that hold but a page number."""
    said: set[str] = set()
    for piece in pieces:
        if piece.text not in said and any(map(str.isalpha, piece.text)):
            said.add(piece.text)
            yield piece


class Parts:
    """The parts of the package that stand beside the document's own."""

    def __init__(self, document: WordDocument) -> None:
        self._part = document.part
        self.notes: dict[str, etree._Element] = {}
        self.edges: list[etree._Element] = []  # headers and footers
        for part in document.part.package.iter_parts():
            kind = str(part.partname).rsplit("/", 1)[-1].removesuffix(".xml")
            if kind in {"footnotes", "endnotes", "comments"}:
                self.notes |= {f"{kind}{note.get(qn('w:id'))}": note for note in _parsed(part.blob)}
            elif kind.startswith(("header", "footer")):
                self.edges.append(_parsed(part.blob))

    def part(self, relation: str) -> bytes:
        found = self._part.rels.get(relation)
        return b"" if found is None or found.is_external else bytes(found.target_part.blob)


def _parsed(blob: bytes) -> etree._Element:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


outline, opened = whole(_leaves)
