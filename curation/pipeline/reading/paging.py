"""Pages for files that have none: whole blocks, about one printed page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curation.pipeline.errors import NoText, TooLarge
from curation.pipeline.hygiene import REMOVED
from curation.pipeline.limits import Limits
from curation.pipeline.types import Block, BlockKind, Method, Page

ABOUT = 3_000  # characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its text, before it stands on a page."""

    kind: BlockKind
    text: str
    level: int = 0
    new_page: bool = False  # the file breaks the page before it


def paged(pieces: Iterable[Piece], limits: Limits, *, about: int = ABOUT, removed: bool = False) -> list[Page]:
    """Pages of about so many characters, and where the file breaks them. A paragraph is never cut in two."""
    pages: list[Page] = []
    for group in _grouped(pieces, about, limits.page_text):
        if len(pages) == limits.pages:
            raise TooLarge(f"The file has more text than {limits.pages} pages hold.")
        pages.append(_page(len(pages) + 1, group, note=REMOVED if removed else ""))
    if not pages:
        raise NoText("The file holds no text.")
    return pages


def _grouped(pieces: Iterable[Piece], about: int, most: int) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    length = 0
    for piece in _bounded(pieces, most):
        # A heading belongs to what follows it, so it never ends a page that is nearly full.
        full = length + len(piece.text) > about or (piece.kind is BlockKind.HEADING and length > about * 0.8)
        headings_only = all(before.kind is BlockKind.HEADING for before in group)
        if group and (piece.new_page or (full and not headings_only)):
            yield group
            group, length = [], 0
        group.append(piece)
        length += len(piece.text) + 2
    if group:
        yield group


def _bounded(pieces: Iterable[Piece], most: int) -> Iterator[Piece]:
    """No paragraph may be longer than a page can be: that one is cut, at white space where it has any."""
    for piece in pieces:
        text = piece.text
        while len(text) > most // 2:
            space = text.rfind(" ", most // 4, most // 2)
            cut = space if space > 0 else most // 2
            yield Piece(piece.kind, text[:cut], piece.level, piece.new_page)
            text = text[cut:].lstrip()
        if text:
            yield Piece(piece.kind, text, piece.level, piece.new_page)


def _page(number: int, pieces: list[Piece], note: str) -> Page:
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        blocks.append(Block(piece.kind, at, at + len(piece.text), piece.level))
        at += len(piece.text) + 2
    return Page(number, "\n\n".join(piece.text for piece in pieces), Method.TEXT, blocks=tuple(blocks), note=note)
