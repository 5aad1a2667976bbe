"""Web pages: the article with its headings, lists and tables; all of the text where no article stands out."""

import re
from pathlib import Path

import trafilatura

from curation.pipeline.limits import Limits
from curation.pipeline.reading.decoding import decode
from curation.pipeline.reading.html_blocks import pieces
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.tables import CELL
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
HEAD = 4096
# An article is less than its page, but one that lost half of it is no article.
ENOUGH = 0.5
MARK = re.compile(r"(?:-|\d+\.) ")


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    return paged(readable(source_of(path.read_bytes())), limits)


def readable(source: str) -> list[Piece]:
    """The blocks that make the article, or all of the page when that would lose much of it."""
    everything = pieces(source)
    article = _squeezed(_article(source))
    kept = [piece for piece in everything if _belongs(piece, article)]
    return kept if _letters(kept) >= ENOUGH * _letters(everything) else everything


def _belongs(piece: Piece, article: str) -> bool:
    if piece.kind is BlockKind.TABLE:
        cells = [cell for line in piece.text.split("\n") for cell in line.split(CELL)]
        return sum(_squeezed(cell) in article for cell in cells) > len(cells) / 2
    text = MARK.sub("", piece.text) if piece.kind is BlockKind.LIST_ITEM else piece.text
    return _squeezed(text) in article


def _squeezed(text: str) -> str:
    """Without white space, which the two parsers treat each in their own way."""
    return "".join(text.split())


def source_of(content: bytes) -> str:
    """The page as text, in the encoding that it names itself, where that is true."""
    named = CHARSET.search(content[:HEAD])
    if named:
        try:
            return content.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)


def _article(source: str) -> str:
    return trafilatura.extract(source, include_comments=False, favor_recall=True) or ""


def _letters(found: list[Piece]) -> int:
    return sum(len(piece.text) for piece in found)


outline, opened = whole(_leaves)
