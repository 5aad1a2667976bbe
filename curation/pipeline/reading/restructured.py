"""reStructuredText: titles by their underlines, lists, code; directives give their text, comments nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

from curation.pipeline.limits import Limits
from curation.pipeline.reading import restructured_tables as tables
from curation.pipeline.reading.decoding import read_text
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.tables import row
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+$")
ITEM = re.compile(r"(?:[-*+•]|\(?(?:\d{1,3}|#|[a-zA-Z])[.)])\s+(?=\S)")
DIRECTIVE = re.compile(r"\.\.\s+([\w:-]+)::[ \t]*(.*)")
FOOTNOTE = re.compile(r"\.\.\s+(\[[^\]]+\])\s*(.*)")
REPLACED = re.compile(r"^\.\.\s+\|([^|\n]+)\|\s+replace::[ \t]*(.*)$", re.MULTILINE)
COMMENT = re.compile(r"\.\.(?:\s|$)")
OPTION = re.compile(r":[\w -]+:(?:\s|$)")
MOST_REPLACED = 100
CODE = {"code", "code-block", "sourcecode", "literalinclude", "parsed-literal", "math"}
SAID = {"note", "warning", "tip", "hint", "important", "caution", "danger", "error", "attention", "admonition", "topic"}
TABLES = {"list-table": tables.listed, "csv-table": tables.separated}
# What these hold is no text, or stands elsewhere.
SILENT = {
    "contents", "toctree", "include", "raw", "image", "index", "highlight", "meta", "role", "default-role", "sectnum",
    "section-numbering", "header", "footer", "target-notes", "automodule", "autoclass", "autofunction",
    "default-domain", "currentmodule", "module", "tabularcolumns", "unicode", "date", "replace",
}  # fmt: skip
RULES = (  # inline marks, and what stays of them
    (re.compile(r"``([^`]+)``"), r"\1"),
    (re.compile(r"(?::[\w:-]+:)?`([^`<]+?)\s*(?:<[^`>]*>)?`_{0,2}"), r"\1"),
    (re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)\*(\S(?:[^*]*\S)?)\*(?!\w)"), r"\1"),
    (re.compile(r"(?<=[\w\]])_(?!\w)"), ""),
)


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    text, removed = read_text(path)
    return paged(pieces(text), limits, removed=removed)


def pieces(text: str) -> Iterator[Piece]:
    """The blocks of a reStructuredText. Levels of titles are in the order in which their adornments come."""
    adornments: list[str] = []
    literal = False
    for name, value in REPLACED.findall(text)[:MOST_REPLACED]:
        text = text.replace(f"|{name}|", value)
    for block in _blocks(text.expandtabs(8)):
        indented = block[0][0] == " "
        if literal and indented:
            yield Piece(BlockKind.CODE, dedent("\n".join(block)))
            continue
        for piece in _block([line.rstrip() for line in block], adornments):
            literal = piece.text.endswith("::")
            text = re.sub(r"\s*::$", "" if piece.text.strip() == "::" else ":", piece.text) if literal else piece.text
            yield replace(piece, text=text)


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines between empty lines. Indented ones go on with an indented block, and with a directive or comment."""
    block: list[str] = []
    gap = 0
    for line in text.split("\n"):
        if not line.strip():
            gap += 1
            continue
        if block and gap:
            if line[0] == " " and block[0].startswith((" ", "..")):
                block += [""] * gap
            else:
                yield block
                block = []
        block.append(line)
        gap = 0
    if block:
        yield block


def _block(lines: list[str], adornments: list[str]) -> Iterator[Piece]:
    while lines:
        title = _title(lines)
        if title is None:
            yield from _body(lines)
            return
        mark, text, used = title
        if text:
            if mark not in adornments:
                adornments.append(mark)
            yield Piece(BlockKind.HEADING, _plain(text), min(adornments.index(mark) + 1, 6))
        lines = lines[used:]


def _title(lines: list[str]) -> tuple[str, str, int] | None:
    """The adornment of the title that begins here, the title, and how many lines it takes. A rule is an empty title."""
    first = ADORNMENT.match(lines[0])
    if first and len(lines) > 2 and lines[2] == lines[0]:
        return f"over {first[1]}", lines[1].strip(), 3
    if first and len(lines) == 1 and len(lines[0]) > 3:
        return "", "", 1
    under = ADORNMENT.match(lines[1]) if len(lines) > 1 and not first else None
    return (under[1], lines[0].strip(), 2) if under and len(lines[1]) >= min(len(lines[0]), 4) else None


def _body(lines: list[str]) -> Iterator[Piece]:
    if lines[0].startswith(".."):  # notes and comments stand right under each other
        begins = [at for at, line in enumerate(lines) if line.startswith("..")]
        for first, end in pairwise([*begins, len(lines)]):
            yield from _explicit(lines[first:end])
    elif lines[0].startswith(("+-", "==")) and len(lines) > 2:
        yield _table(tables.grid(lines) if lines[0].startswith("+") else tables.simple(lines))
    elif all(line.startswith("| ") or line == "|" for line in lines):  # lines that are to stay lines
        yield Piece(BlockKind.PARAGRAPH, _plain("\n".join(line[2:] for line in lines)))
    else:
        yield from _text(lines)


def _explicit(lines: list[str]) -> Iterator[Piece]:
    if directive := DIRECTIVE.match(lines[0]):
        yield from _directive(directive[1], directive[2], lines[1:])
    elif footnote := FOOTNOTE.match(lines[0]):
        yield Piece(BlockKind.NOTE, _plain(" ".join([footnote[1], footnote[2], *map(str.strip, lines[1:])])))
    elif not COMMENT.match(lines[0]):
        yield from _text(lines)


def _text(lines: list[str]) -> Iterator[Piece]:
    block: list[str] = []
    for line in lines:
        if block and ITEM.match(line.strip()):
            yield _piece(block)
            block = []
        block.append(line)
    if block:
        yield _piece(block)


def _piece(lines: list[str]) -> Piece:
    text = _plain("\n".join(line.strip() for line in lines))
    depth = (len(lines[0]) - len(lines[0].lstrip())) // 2
    return Piece(BlockKind.LIST_ITEM, text, depth) if ITEM.match(text) else Piece(BlockKind.PARAGRAPH, text)


def _directive(name: str, argument: str, lines: list[str]) -> Iterator[Piece]:
    content = [line for line in lines if not OPTION.match(line.strip())]
    if name in CODE:
        if any(content):
            yield Piece(BlockKind.CODE, dedent("\n".join(content)).strip("\n"))
    elif name in SAID:
        said = " ".join(filter(None, (_plain(argument), *(_plain(line.strip()) for line in content))))
        yield Piece(BlockKind.NOTE, said)
    elif name in TABLES:
        yield Piece(BlockKind.CAPTION, _plain(argument))
        yield _table(TABLES[name](lines))
    elif name == "figure":
        yield Piece(BlockKind.CAPTION, _plain(" ".join(" ".join(content).split())))
    elif name not in SILENT and any(content):
        yield from pieces(dedent("\n".join(content)))


def _table(rows: tables.Rows) -> Piece:
    return Piece(BlockKind.TABLE, "\n".join(row(map(_plain, cells)) for cells in rows))


def _plain(text: str) -> str:
    for pattern, kept in RULES:
        text = pattern.sub(kept, text)
    return text


outline, opened = whole(_leaves)
