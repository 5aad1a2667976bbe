"""Text fit to read and to train on, as verbatim slices of the pages it came from.

Nothing is rewritten: cleaning chooses which slices of a page to keep and which white space joins them, so that every
character of the result can be shown in its place on the page. Ligatures therefore stay as they are in the source.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from curation.pipeline.lines import Line, lines_between, lines_of, running, width
from curation.pipeline.structure import MARKDOWN, Group, goes_on, groups_of, wraps
from curation.pipeline.types import Block, BlockKind, Page, Span

# White space that is not one plain space, and characters without width, of which U+FFFE and U+0002 are what PDFium
# gives for a hyphen at the end of a line that it has taken out together with the line's end.
IRREGULAR = re.compile("[^\\S ]\\s*| \\s+|[\u00ad\u200b\ufeff\ufffe\x02]")
HYPHENS = "-\u00ad\u2010"
COMPOUND = re.compile(r"(?<!\w)[^\W\d_]+-[^\W\d_]+(?!\w)")
FLOWING = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.NOTE, BlockKind.CAPTION)


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, paragraph, list item, table or piece of code. `spans` are as in `Passage`, of this text."""

    kind: BlockKind
    text: str
    spans: tuple[Span, ...]
    level: int = 0


def elements(pages: Sequence[Page]) -> Iterator[Element]:
    """The cleaned text in reading order; a paragraph may run over the end of a page."""
    compounds = _compounds(pages)
    for group in _over_page_ends(_groups(pages)):
        yield _element(group, compounds)


def _groups(pages: Sequence[Page]) -> Iterator[Iterable[Group]]:
    """The groups of each page, without running headers and footers."""
    lines = [lines_of(page) for page in pages]
    dropped = running(lines)
    for page, found in zip(pages, lines, strict=True):
        kept = [line for line in found if (line.page, line.start) not in dropped]
        yield _named(page, width(found), dropped) if page.blocks else groups_of(kept)


def _named(page: Page, enough: float, dropped: Set[tuple[int, int]]) -> Iterator[Group]:
    """The page's own blocks; text that stands between them is no less text."""

    def kept(start: int, end: int) -> list[Line]:
        lines = lines_between(page, start, end, enough)
        return [line for line in lines if (line.page, line.start) not in dropped]

    last = 0
    for block in page.blocks:
        yield from groups_of(kept(last, block.start))
        last = block.end
        lines = [_code(page, block)] if block.kind == BlockKind.CODE else kept(block.start, block.end)
        if lines and lines[0].text:
            yield Group(block.kind, lines, block.level)
    yield from groups_of(kept(last, len(page.text)))


def _code(page: Page, block: Block) -> Line:
    """All of it as one line: in code, white space is text too."""
    code = page.text[block.start : block.end].rstrip()
    start = len(code) - len(code.lstrip("\r\n"))
    return Line(page.number, block.start + start, block.start + len(code), code[start:], gap=True)


def _over_page_ends(pages: Iterable[Iterable[Group]]) -> Iterator[Group]:
    held: Group | None = None
    for page in pages:
        for index, group in enumerate(page):
            if held and index == 0 and _same(held, group):
                held.lines += group.lines
                continue
            if held:
                yield held
            held = group
    if held:
        yield held


def _same(held: Group, group: Group) -> bool:
    if held.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or group.kind != BlockKind.PARAGRAPH:
        return False
    return goes_on(held.lines[-1].text, group.lines[0].text)


def _element(group: Group, compounds: frozenset[str]) -> Element:
    text: list[str] = []
    spans: list[Span] = []
    at = 0
    joint = ""
    for index, line in enumerate(group.lines):
        after = group.lines[index + 1] if index + 1 < len(group.lines) else None
        hyphen, next_joint = _joint(group.kind, line, after, compounds)
        for start, end, between in _slices(group.kind, line, first=index == 0, hyphen=hyphen):
            if text:
                text.append(joint)
                at += len(joint)
            kept = line.text[start:end]
            text.append(kept)
            spans.append(Span(line.page, line.start + start, line.start + end, at))
            at += len(kept)
            joint = between
        joint = next_joint
    return Element(group.kind, "".join(text), tuple(spans), group.level)


def _slices(kind: BlockKind, line: Line, *, first: bool, hyphen: int) -> Iterator[tuple[int, int, str]]:
    """What to keep of a line: start, end, and what joins it to the next slice of the same line."""
    start, end = 0, len(line.text) - hyphen
    if kind == BlockKind.CODE:
        yield start, end, ""
        return
    if first and kind == BlockKind.HEADING and (marks := MARKDOWN.match(line.text)):
        start = marks.end()
    for gap in IRREGULAR.finditer(line.text, start, end):
        if gap.start() > start:
            yield start, gap.start(), " " if gap.group().isspace() else ""
        start = gap.end()
    if end > start:
        yield start, end, ""


def _joint(kind: BlockKind, line: Line, after: Line | None, compounds: frozenset[str]) -> tuple[int, str]:
    """How many characters a hyphen at the end of the line takes off it, and what joins it to the next line."""
    if after is None:
        return 0, ""
    if kind not in FLOWING:
        return 0, "\n"
    if line.text[-1] in HYPHENS and line.text[-2:-1].isalnum() and after.text[0].isalnum():
        return (0 if _keeps_hyphen(line.text, after.text, compounds) else 1), ""
    return 0, " " if kind != BlockKind.PARAGRAPH or wraps(line, after) else "\n"


def _keeps_hyphen(before: str, after: str, compounds: frozenset[str]) -> bool:
    """A hyphen stays beside digits and capitals, and where the document has the word with it on one line."""
    if before[-1] == "\u00ad":
        return False
    if not (before[-2].isalpha() and after[0].islower()):
        return True
    left = re.split(r"[\W\d_]", before[-40:-1])[-1]
    right = re.split(r"[\W\d_]", after[:40], maxsplit=1)[0]
    return f"{left}-{right}".casefold() in compounds


def _compounds(pages: Sequence[Page]) -> frozenset[str]:
    if not any("-\n" in page.text or "-\r" in page.text for page in pages):
        return frozenset()
    return frozenset(match.group().casefold() for page in pages for match in COMPOUND.finditer(page.text))
