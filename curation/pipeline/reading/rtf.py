"""RTF: its text, tables, notes and text boxes; pictures and objects in it are left out, and nothing is run."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from curation.pipeline.errors import Damaged
from curation.pipeline.limits import Limits
from curation.pipeline.reading import plain
from curation.pipeline.reading.paging import Leaf, Piece, paged
from curation.pipeline.reading.tables import row, trimmed
from curation.pipeline.reading.whole import whole
from curation.pipeline.types import BlockKind

# Pictures and objects are written out in digits: no text, and megabytes of it.
BINARY = re.compile(r"[0-9a-fA-F\s]{400,}")
# What the library takes for no text: the words of text boxes, and the numbers of lists.
UNHIDDEN = re.compile(r"\\(?:shptxt|pntext)(?![a-z])")
FOOTNOTE = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])")
HIDDEN = re.compile(r"\{(?:\\[a-z]+-?\d* ?)*\\(?:v|deleted)(?![a-z0-9-])")
# The system that wrote the file, for files that name no code page.
SYSTEM, ENCODINGS = re.compile(r"\\(mac|pca?)(?![a-z])"), {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
HEAD = 200
BRACE = re.compile(r"\\[{}\\]|[{}]")


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    # RTF is ASCII; what is above it, the library decodes by the code page that the file names.
    source = _without_hidden(BINARY.sub(" ", path.read_bytes().decode("latin-1")))
    system = SYSTEM.search(source[:HEAD])
    encoding = ENCODINGS[system[1]] if system else "cp1252"
    try:
        text = rtf_to_text(UNHIDDEN.sub(r"\\listtext", _with_footnotes(source)), encoding=encoding, errors="replace")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise Damaged("The file is damaged: it cannot be read as RTF.") from error
    return paged(_pieces(text), limits)


def _without_hidden(source: str) -> str:
    """Without groups that the page does not show: hidden text, and what was deleted while changes were tracked."""
    parts: list[str] = []
    at = 0
    for found in HIDDEN.finditer(source):
        if found.start() < at:
            continue
        end = _group_end(source, found.end())
        if not end:
            break
        parts.append(source[at : found.start()])
        at = end + 1
    return "".join(parts) + source[at:]


def _with_footnotes(source: str) -> str:
    """Footnotes as text in brackets where they are called, because the library drops them."""
    parts: list[str] = []
    at = 0
    for found in FOOTNOTE.finditer(source):
        if found.start() < at:  # a footnote in a footnote
            continue
        end = _group_end(source, found.end())
        if not end:  # nor is any group after it closed
            break
        parts += [source[at : found.start()], "{ [", source[found.end() : end].strip(), "]}"]
        at = end + 1
    return "".join(parts) + source[at:]


def _group_end(source: str, start: int) -> int:
    """Where the brace stands that closes the group we are in; 0 when none does."""
    depth = 1
    for brace in BRACE.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if not depth:
            return brace.start()
    return 0


def _pieces(text: str) -> Iterator[Piece]:
    """Each line is a paragraph, or a row of a table when it ends its last cell."""
    for is_table, lines in groupby(text.split("\n"), key=lambda line: line.endswith("|")):
        if is_table:
            rows = trimmed([cell.strip() for cell in line[:-1].split("|")] for line in lines)
            yield Piece(BlockKind.TABLE, "\n".join(map(row, rows)))
        else:
            yield from plain.pieces("\n\n".join(lines))


outline, opened = whole(_leaves)
