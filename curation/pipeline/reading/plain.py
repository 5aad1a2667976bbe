"""Plain text: paragraphs between empty lines; a form feed is a page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curation.pipeline.limits import Limits, Options
from curation.pipeline.reading import PageReader
from curation.pipeline.reading.decoding import read_text
from curation.pipeline.reading.paging import ABOUT, Piece, paged
from curation.pipeline.sniff import TEXT
from curation.pipeline.types import BlockKind, Outline, Page

EMPTY_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
ITEM = re.compile(r"(?:[-*+•●▪◦‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
RULE = re.compile(r"([=\-~])\1{2,}")
LONGEST_HEADING = 80
SENTENCE_ENDS = (".", "!", "?", ":", ".”", '."')
FORM_FEED = "\f"


def outline(path: Path, limits: Limits) -> Outline:
    return Outline(TEXT, len(_pages(path, limits)), has_pictures=False)


@contextmanager
def opened(path: Path, options: Options) -> Iterator[PageReader]:
    pages = _pages(path, options.limits)
    yield lambda number: pages[number - 1]


def _pages(path: Path, limits: Limits) -> list[Page]:
    text, removed = read_text(path)
    return paged(pieces(text), limits, removed=removed)


def pieces(text: str) -> Iterator[Piece]:
    """The blocks of a text."""
    for page, part in enumerate(text.split(FORM_FEED)):
        new_page = page > 0
        for paragraph in EMPTY_LINES.split(part.strip("\n")):
            lines = [line.rstrip() for line in paragraph.strip("\n").split("\n") if line.strip()]
            for kind, level, found in _blocks(lines):
                yield Piece(kind, "\n".join(found).strip(), level, new_page)
                new_page = False


def _blocks(lines: list[str]) -> Iterator[tuple[BlockKind, int, list[str]]]:
    """A paragraph's lines as one block, or as a heading and list items where they show themselves."""
    if len(lines) > 1 and RULE.fullmatch(lines[1].strip()) and len(lines[0]) <= LONGEST_HEADING:
        yield BlockKind.HEADING, 1 if lines[1].strip().startswith("=") else 2, [lines[0]]
        lines = lines[2:]
    elif len(lines) == 1 and _is_heading(lines[0].strip()):
        yield BlockKind.HEADING, 1, lines
        return
    # Text without any empty lines has its paragraphs at the ends of sentences.
    endless = sum(map(len, lines)) > ABOUT
    block: list[str] = []
    for line in lines:
        if block and (ITEM.match(line.strip()) or (endless and block[-1].endswith(SENTENCE_ENDS))):
            yield _kind(block), 0, block
            block = []
        block.append(line)
    if block:
        yield _kind(block), 0, block


def _is_heading(line: str) -> bool:
    """A line of its own in capitals: the one sign of a heading that plain text shares."""
    return 3 < len(line) <= LONGEST_HEADING and line.isupper() and not line.endswith((".", ",", ";"))


def _kind(lines: list[str]) -> BlockKind:
    return BlockKind.LIST_ITEM if ITEM.match(lines[0].strip()) else BlockKind.PARAGRAPH
