"""Markdown: its structure becomes blocks, its marks go, its words stay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from curation.pipeline.limits import Limits
from curation.pipeline.reading import html_blocks
from curation.pipeline.reading.decoding import read_text
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What some programs write above the text, between rules that would make a title of its last line.
HEAD = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
CELL = " | "
LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)


def pieces(source: str) -> Iterator[Piece]:
    """The blocks of a Markdown text."""
    if head := HEAD.match(source):
        yield Piece(BlockKind.PARAGRAPH, head[1])
        source = source[head.end() :]
    tokens = PARSER.parse(source)
    marks: list[str] = []  # the lists we are in: each one's next mark
    mark = ""  # of a list item whose text is still to come
    at = 0
    while at < len(tokens):
        token = tokens[at]
        match token.type:
            case "bullet_list_open":
                marks.append("-")
            case "ordered_list_open":
                marks.append(f"{token.attrs.get('start', 1)}.")
            case "bullet_list_close" | "ordered_list_close":
                marks.pop()
            case "list_item_open":
                mark = marks[-1]
                marks[-1] = _following(mark)
            case "heading_open":
                yield Piece(BlockKind.HEADING, plain(tokens[at + 1]), int(token.tag[1]))
                at += 2
            case "inline" if mark:
                yield Piece(BlockKind.LIST_ITEM, f"{mark} {plain(token)}", len(marks) - 1)
                mark = ""
            case "inline":
                yield Piece(BlockKind.PARAGRAPH, plain(token))
            case "fence" | "code_block":
                yield Piece(BlockKind.CODE, token.content.rstrip("\n"))
            case "html_block":
                yield from html_blocks.pieces(token.content)
            case "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                yield Piece(BlockKind.TABLE, _table(tokens[at:end]))
                at = end
        at += 1


def _following(mark: str) -> str:
    return f"{int(mark[:-1]) + 1}." if mark[0].isdigit() else mark


def _table(tokens: Sequence[Token]) -> str:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(plain(token).replace("\n", " "))
    return "\n".join(CELL.join(row) for row in rows)


def plain(inline: Token) -> str:
    """The words of a paragraph, heading or cell."""
    return "".join(_words(child) for child in inline.children or ()).strip()


def _words(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "html_inline" and LINE_BREAK.match(token.content):
        return "\n"
    return token.content if token.type in {"text", "code_inline", "image"} else ""


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    text, removed = read_text(path)
    parts = (
        replace(piece, new_page=part > 0 and first == 0)
        for part, source in enumerate(text.split("\f"))
        for first, piece in enumerate(pieces(source))
    )
    return paged(parts, limits, removed=removed)


outline, opened = whole(_leaves)
