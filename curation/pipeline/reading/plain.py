"""Plain text: its lines show what they are; a form feed is a page."""

import re
from collections.abc import Iterator
from pathlib import Path

from curation.pipeline.limits import Limits
from curation.pipeline.reading.decoding import read_text
from curation.pipeline.reading.paging import ABOUT, Leaf, Piece, paged
from curation.pipeline.reading.whole import whole

EMPTY_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
RULES = "=-~_*#"
SHORTEST_RULE = 3
LONGEST_TITLE = 90
SENTENCE_ENDS = (".", "!", "?", ":", ";", ",", "…", ".”", '."')
FORM_FEED = "\f"


def pieces(text: str) -> Iterator[Piece]:
    """The text between its page breaks, in pieces that may stand on different pages."""
    unruled = "\n".join(map(_without_rule, text.split("\n")))
    for page, part in enumerate(unruled.split(FORM_FEED)):
        new_page = page > 0
        for section in _sections(part.strip("\n")):
            for run, lines in enumerate(_runs(section)):
                yield Piece(None, lines, new_page=new_page or run > 0)
                new_page = False


def _without_rule(line: str) -> str:
    """The line without the row of signs that ends it, or that it is."""
    written = line.rstrip()
    if not written or written[-1] not in RULES:
        return line
    bare = written.rstrip(written[-1])
    return bare.rstrip() if len(written) - len(bare) >= SHORTEST_RULE else line


def _sections(text: str) -> Iterator[str]:
    """Paragraphs, each with the titles right above it."""
    titles = ""
    for paragraph in filter(str.strip, EMPTY_LINES.split(text)):
        titles += paragraph.rstrip()
        if not _may_be_title(paragraph.strip()):
            yield titles
            titles = ""
        else:
            titles += "\n\n"
    if titles:
        yield titles.rstrip()


def _may_be_title(paragraph: str) -> bool:
    return len(paragraph) <= LONGEST_TITLE and "\n" not in paragraph and not paragraph.endswith(SENTENCE_ENDS)


def _runs(section: str) -> Iterator[str]:
    """A section no longer than a page; one without empty lines breaks where a line ends a sentence."""
    run: list[str] = []
    length = 0
    for line in section.split("\n"):
        if run and (length > 2 * ABOUT or (length > ABOUT and run[-1].endswith(SENTENCE_ENDS))):
            yield "\n".join(run)
            run, length = [], 0
        run.append(line)
        length += len(line) + 1
    yield "\n".join(run)


def _leaves(path: Path, limits: Limits) -> list[Leaf]:
    text, removed = read_text(path)
    return paged(pieces(text), limits, removed=removed)


outline, opened = whole(_leaves)
