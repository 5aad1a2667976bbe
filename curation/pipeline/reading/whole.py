"""Readers of files that are parsed whole: their pages are laid out at once and given out one by one."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import fmean

from PIL import Image

from curation.pipeline.errors import Damaged, OcrUnavailable, TooLarge, TooSlow
from curation.pipeline.layout import CLEARLY_LARGER, compose
from curation.pipeline.limits import Limits, Options
from curation.pipeline.ocr import Recognised, recognise
from curation.pipeline.pictures import load, picture_type
from curation.pipeline.reading import PageReader
from curation.pipeline.reading.paging import Leaf, Piece
from curation.pipeline.sniff import HEAD
from curation.pipeline.types import Block, BlockKind, Method, Outline, Page

SMALLEST_PICTURE = 40_000  # pixels: smaller ones are icons and ornaments
MOST_PICTURES = 12  # of one page
# Photographs give "words" too; real lettering is recognised with more confidence than this.
LEAST_CONFIDENCE = 60
NOT_RECOGNISED = "What is written in its pictures could not be recognised."

Leaves = Callable[[Path, Limits], list[Leaf]]


def whole(
    leaves: Leaves,
) -> tuple[Callable[[Path, Limits], Outline], Callable[[Path, Options], AbstractContextManager[PageReader]]]:
    """The two functions of a reader, `outline` and `opened`, for a file whose pages `leaves` lays out."""

    def outline(path: Path, limits: Limits) -> Outline:
        found = leaves(path, limits)
        pictures = {piece.picture for leaf in found for piece in leaf.pieces if piece.picture}
        return Outline(len(found), has_pictures=False, lettered=len(pictures))

    @contextmanager
    def opened(path: Path, options: Options) -> Iterator[PageReader]:
        found = leaves(path, options.limits)
        yield lambda number: _page(number, found[number - 1], options)

    return outline, opened


def _page(number: int, leaf: Leaf, options: Options) -> Page:
    pieces, seen, note = _with_lettering(leaf, options)
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        if piece.kind:
            blocks.append(Block(piece.kind, at, at + len(piece.text), piece.level))
        at += len(piece.text) + 2
    text = "\n\n".join(piece.text for piece in pieces)
    page = Page(number, text, Method.TEXT if text else Method.BLANK, blocks=tuple(blocks), note=note)
    if not seen:
        return page
    sure = fmean([found.confidence or 0 for found in seen])
    method = Method.MIXED if any(piece.text for piece in leaf.pieces) else Method.OCR
    return replace(page, method=method, confidence=round(sure, 1), engine=seen[0].engine)


def _with_lettering(leaf: Leaf, options: Options) -> tuple[list[Piece], list[Recognised], str]:
    """The pieces of a page with what its pictures say in the pictures' places, what was recognised, and the note."""
    ends = time.monotonic() + options.ocr_seconds
    left = MOST_PICTURES
    pieces: list[Piece] = []
    all_seen: list[Recognised] = []
    note = leaf.note
    for piece in leaf.pieces:
        if piece.text:
            pieces.append(piece)
        if not piece.picture or not left or not (picture := _decoded(piece.picture, options.limits)):
            continue
        left -= 1
        try:
            seen = recognise(picture, options, seconds=ends - time.monotonic(), whole=False)
        except (OcrUnavailable, TooSlow, Damaged):
            left, note = 0, f"{leaf.note} {NOT_RECOGNISED}".strip()
            continue
        text = compose(seen.lines, CLEARLY_LARGER)[0]
        if text and (seen.confidence or 0) >= LEAST_CONFIDENCE:
            pieces.append(Piece(BlockKind.CAPTION, text))
            all_seen.append(seen)
    return pieces, all_seen, note


def _decoded(content: bytes, limits: Limits) -> Image.Image | None:
    """A picture that may hold lettering; None for ornaments, and for drawings in formats of their own."""
    try:
        picture = load(BytesIO(content), picture_type(content[:HEAD]), 1, limits)
    except (Damaged, TooLarge):
        return None
    return picture if picture.width * picture.height >= SMALLEST_PICTURE else None
