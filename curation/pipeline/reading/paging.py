"""Pages for files that have none: whole blocks, about one printed page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from curation.pipeline.errors import NoText, TooLarge
from curation.pipeline.hygiene import REMOVED, clean
from curation.pipeline.limits import Limits
from curation.pipeline.types import BlockKind

ABOUT = 3_000  # characters
PICTURE = 300  # characters: what a picture takes of a page, before anyone knows what is written in it


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its text, before it stands on a page. Without a kind, its lines show what they are."""

    kind: BlockKind | None
    text: str
    level: int = 0
    new_page: bool = False  # the file breaks the page before it
    picture: bytes = b""  # a picture file, whose lettering is to be recognised and stands here

    @property
    def size(self) -> int:
        return len(self.text) + 2 + PICTURE * bool(self.picture)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page."""

    pieces: tuple[Piece, ...]
    note: str = ""


def paged(pieces: Iterable[Piece], limits: Limits, *, about: int = ABOUT, removed: bool = False) -> list[Leaf]:
    """Pages of about so many characters, and where the file breaks them. A paragraph is never cut in two."""
    return one_each(_grouped(pieces, about, limits.page_text), limits, removed=removed)


def one_each(groups: Iterable[Iterable[Piece]], limits: Limits, *, removed: bool = False) -> list[Leaf]:
    """A page for each group, the empty ones too: they are the file's own pages."""
    leaves: list[Leaf] = []
    for group in groups:
        if len(leaves) == limits.pages:
            raise TooLarge(f"The file has more text than {limits.pages} pages hold.")
        leaves.append(_leaf(group, removed=removed))
    if not any(leaf.pieces for leaf in leaves):
        raise NoText("The file holds no text.")
    return leaves


def _leaf(pieces: Iterable[Piece], *, removed: bool) -> Leaf:
    cleaned = [(piece, *clean(piece.text)) for piece in pieces]
    kept = tuple(replace(piece, text=text) for piece, text, _ in cleaned if text.strip() or piece.picture)
    return Leaf(kept, REMOVED if removed or any(note for _, _, note in cleaned) else "")


def _grouped(pieces: Iterable[Piece], about: int, most: int) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    length = 0
    for piece in _bounded(pieces, most):
        # A heading belongs to what follows it, so it never ends a page that is nearly full.
        full = length + piece.size > about or (piece.kind is BlockKind.HEADING and length > about * 0.8)
        headings_only = all(before.kind is BlockKind.HEADING for before in group)
        if group and (piece.new_page or (full and not headings_only)):
            yield group
            group, length = [], 0
        group.append(piece)
        length += piece.size
    if group:
        yield group


def _bounded(pieces: Iterable[Piece], most: int) -> Iterator[Piece]:
    """No paragraph may be longer than a page can be: that one is cut, at white space where it has any."""
    for piece in pieces:
        text = piece.text
        while len(text) > most // 2:
            space = max(text.rfind(" ", most // 4, most // 2), text.rfind("\n", most // 4, most // 2))
            cut = space if space > 0 else most // 2
            yield replace(piece, text=text[:cut])
            text = text[cut:].lstrip()
        if text.strip() or piece.picture:
            yield replace(piece, text=text)
