"""EPUB: the chapters in the order that its spine gives them, each read as HTML."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from curation.pipeline import archive
from curation.pipeline.errors import Damaged, Encrypted
from curation.pipeline.limits import Limits
from curation.pipeline.reading.html import source_of
from curation.pipeline.reading.html_blocks import pieces
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.whole import whole

CONTAINER, RIGHTS = "META-INF/container.xml", "META-INF/rights.xml"
PAGES = {"application/xhtml+xml", "text/html"}


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    archive.check_sums(path, limits)
    try:
        with zipfile.ZipFile(path) as container:
            if RIGHTS in container.namelist():
                raise Encrypted("The file is protected against copying. Upload a copy without protection.")
            return paged(_pieces(container), limits)
    except (*archive.BROKEN, etree.XMLSyntaxError) as error:
        raise Damaged("The file is damaged: it cannot be opened as an EPUB book.") from error


def _pieces(container: zipfile.ZipFile) -> Iterator[Piece]:
    for name in _spine(container):
        for first, piece in enumerate(pieces(source_of(container.read(name)))):
            yield replace(piece, new_page=first == 0)


def _spine(container: zipfile.ZipFile) -> Iterator[str]:
    package = next(
        (found.get("full-path") for found in _parsed(container, CONTAINER).iter("{*}rootfile")), None
    )  # the first is the one to read
    if package is None:
        raise KeyError("rootfile")
    root = _parsed(container, package)
    items = {item.get("id"): item for item in root.iter("{*}item")}
    # What is not part of the running text, such as notes on pages of their own, comes last.
    for reference in sorted(root.iter("{*}itemref"), key=lambda one: one.get("linear") == "no"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in PAGES or "nav" in item.get("properties", "").split():
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href", ""))))
        if name in container.namelist():  # a chapter that is missing takes no other along
            yield name


def _parsed(container: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(container.read(name), parser)


outline, opened = whole(_leaves)
