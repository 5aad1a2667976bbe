"""Headings, paragraphs, list items and table rows, told from lines alone where the format does not name them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from curation.pipeline.language import STOP_WORDS
from curation.pipeline.lines import Line
from curation.pipeline.types import BlockKind

MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
CHAPTER = re.compile(
    r"(?:chapter|part|annex|appendix|article|section|capítulo|parte|título|anexo|artículo|sección)\s+(?:\d{1,3}|[ivxlc]{1,6}|[a-z])\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÀ-Þ¿“«\"])")
ITEM = re.compile(r"(?:[-*•·◦▪‣–—●○■□➢✓]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+(?=\S)")
SPEAKER = re.compile(r"(?:q|a|p|r|question|answer|pregunta|respuesta)\s?\d{0,3}\s?[:.)]\s+(?=\S)", re.IGNORECASE)
# What begins a line of its own: a turn of a talk, with its time or without, a field of a form, a quoted line.
LABEL = re.compile(
    r"\[?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?\]?\s*[-–]?\s*[^\W\d_]"
    r"|[A-ZÀ-Þ][\w.'’/()-]*(?: [\w.'’/()-]+){0,4}(?: [\[(][\d:]+[\])])?:\s+\S|>",
)
LEADERS = re.compile(r"\.{4}|(?:\. ){3}")
NO_TITLE = re.compile(LEADERS.pattern + r"|://|@|www\.")
VERBS = frozenset(
    ("are", "can", "es", "está", "fue", "ha", "han", "has", "have", "is", "son", "was", "were", "will", "would")
)
LONGEST_HEADING = 90
ENDS = (".", "!", "?", ":", "…", ".”", ".»", '."', ".)", "?»", "?”")


@dataclass(slots=True)
class Group:
    """Lines that belong together."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0


def groups_of(lines: Sequence[Line]) -> list[Group]:
    """The lines in groups, in their order; every line is in one group."""
    groups: list[Group] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        begun = _begun(line, before, after, groups[-1].kind if groups else None)
        if begun:
            groups.append(begun)
        groups[-1].lines.append(line)
    return groups


def _begun(line: Line, before: Line | None, after: Line | None, current: BlockKind | None) -> Group | None:
    """The group that begins with this line; None when the line goes on with the current one."""
    if level := _heading_level(line, before, after):
        return Group(BlockKind.HEADING, level=level)
    if _is_row(line.text):
        return None if current == BlockKind.TABLE else Group(BlockKind.TABLE)
    if ITEM.match(line.text) and not SPEAKER.match(line.text):
        return Group(BlockKind.LIST_ITEM)
    goes_on = before and current not in (BlockKind.HEADING, BlockKind.TABLE) and not _begins_paragraph(line, before)
    return None if goes_on else Group(BlockKind.PARAGRAPH)


def wraps(line: Line, after: Line) -> bool:
    """Whether the sentence of a line goes on in the next: the line was full, or the next begins in mid-sentence."""
    if LEADERS.search(line.text) or SPEAKER.match(after.text) or LABEL.match(after.text):
        return False
    return line.full or after.text[0].islower()


def goes_on(before: str, after: str) -> bool:
    """Whether a paragraph cut by the end of a page goes on at the top of the next."""
    return not before.endswith(ENDS) and (after[0].islower() or before.endswith((",", "-")))


def _is_row(text: str) -> bool:
    return text.startswith("|") or text.count(" | ") > 1 or text.count("\t") > 1


def _begins_paragraph(line: Line, before: Line) -> bool:
    if line.gap or SPEAKER.match(line.text):
        return True
    return not before.full and before.text.endswith(ENDS) and not line.text[0].islower()


def _heading_level(line: Line, before: Line | None, after: Line | None) -> int:
    """From 1 (highest); 0 for a line that is no heading."""
    if marks := MARKDOWN.match(line.text):
        return len(marks.group(1))
    if after is None or after.text[0].islower() or not _looks_like_title(line.text):
        return 0
    apart = line.gap or before is None or before.text.endswith(ENDS)
    if CHAPTER.match(line.text) and (apart or not line.full):
        return 1
    if number := NUMBERED.match(line.text):
        return _numbered_level(number.group(1), after, apart=apart)
    if apart and line.text[0].isupper() and not line.full and _opens_body(after) and not _is_clause(line.text):
        return 1 if line.text.isupper() else 8
    return 0


def _numbered_level(number: str, after: Line, *, apart: bool) -> int:
    """ "2.1 Leave" is a heading anywhere; "2. Leave" only where it stands apart and no "3." comes right below."""
    depth = number.count(".")
    following = NUMBERED.match(after.text)
    is_item = following and "." not in following.group(1)
    return 2 + depth if depth or (apart and not is_item) else 0


def _looks_like_title(text: str) -> bool:
    if not 3 < len(text) <= LONGEST_HEADING or text.endswith((*ENDS, ",", ";", "-")) or NO_TITLE.search(text):
        return False
    if text[-1].isdigit() and not CHAPTER.fullmatch(text):  # as in a table of contents, or beside a page number
        return False
    return sum(map(str.isalpha, text)) * 2 >= len(text)


def _is_clause(text: str) -> bool:
    """A verb, or a word that leads on at the end, shows a piece of a sentence and not a title."""
    words = text.lower().split()
    return words[-1] in STOP_WORDS or not VERBS.isdisjoint(words)


def _opens_body(line: Line) -> bool:
    """A line that can be the first below a heading: prose that fills the page's width, a list, a question."""
    if ITEM.match(line.text) or line.text.endswith("?"):
        return line.gap
    return bool(SPEAKER.match(line.text)) or (line.full and not line.text.isupper())
