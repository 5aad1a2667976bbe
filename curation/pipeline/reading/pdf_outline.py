"""What a PDF's own table of contents calls a heading, found among the lines of the page it points to."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

import pypdfium2 as pdfium

from curation.pipeline.layout import Line
from curation.pipeline.types import BlockKind

MOST_ENTRIES = 5_000
DEEPEST = 6
LONGEST_TITLE = 2  # lines

Titles = dict[int, list[tuple[str, int]]]  # by page number: the title's letters, its level


def titles_of(document: pdfium.PdfDocument) -> Titles:
    found: Titles = defaultdict(list)
    try:
        for entry in islice(document.get_toc(max_depth=DEEPEST), MOST_ENTRIES):
            place = entry.get_dest()
            page = place.get_index() if place else None
            letters = _letters(entry.get_title())
            if page is not None and letters:
                found[page + 1].append((letters, min(entry.level + 1, DEEPEST)))
    except (pdfium.PdfiumError, ValueError, UnicodeDecodeError):  # a broken outline takes nothing from the pages
        return found
    return found


def marked(lines: Sequence[Line], titles: Sequence[tuple[str, int]]) -> list[Line]:
    """The lines, with those that make a title told to be a heading of its level."""
    told = list(lines)
    for letters, level in titles:
        for at in range(len(told)):
            count = _matches(told[at : at + LONGEST_TITLE], letters)
            if count and told[at].told is None:
                for more in range(count):
                    told[at + more] = told[at + more]._replace(told=(BlockKind.HEADING, level), begins=more == 0)
                break
    return told


def _matches(lines: Sequence[Line], letters: str) -> int:
    """How many of the lines make the title, with or without its number."""
    text = ""
    for count, line in enumerate(lines, 1):
        text += _letters("".join(token.text for token in line.tokens))
        if letters in (text, text.lstrip("0123456789")):
            return count
    return 0


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
