"""What the pipeline passes along: frozen values, no behaviour beyond looking things up.

Offsets count Unicode code points. Boxes are in pixels of the page picture at its stored size
(`Page.width` x `Page.height`), origin top left.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Method(StrEnum):
    """How the text of a page was obtained."""

    TEXT = "text"  # the file's own text
    OCR = "ocr"
    MIXED = "mixed"  # the file's own text, and OCR of the pictures on it
    BLANK = "blank"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"  # rows on lines, cells between " | ", the first row is the header
    CODE = "code"
    NOTE = "note"  # beside the running text: footnotes, comments, headers and footers, speaker notes
    CAPTION = "caption"  # what is written in a picture, or under it


class Word(NamedTuple):
    """One word of a page: `page.text[start:end]` inside a box. A tuple, because pages hold thousands of them."""

    start: int
    end: int
    left: int
    top: int
    width: int
    height: int
    confidence: int | None = None  # 0 to 100; None when the file itself gave the text


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page's structure: `page.text[start:end]`. Blocks are in reading order and do not overlap."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # headings: 1 is the highest; list items: depth from 0


@dataclass(frozen=True, slots=True)
class Page:
    number: int  # from 1
    text: str
    method: Method
    words: tuple[Word, ...] = ()
    blocks: tuple[Block, ...] = ()
    width: int = 0  # 0 x 0: the format has no page picture
    height: int = 0
    confidence: float | None = None  # mean over OCR words, 0 to 100
    engine: str = ""  # "tesseract 5.3.0"; empty when nothing was recognised
    dpi: int = 0
    angle: int = 0  # degrees the picture was turned clockwise before reading
    note: str = ""  # what a person should know, for example that control characters were removed
    alternative: str = ""  # what another engine read, where two disagree; the words in dispute are doubtful


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a file before its pages are read."""

    page_count: int
    has_pictures: bool  # whether pages can be drawn
    lettered: int = 0  # different pictures beside its text that may have to be recognised
    has_members: bool = False  # a PDF's attachments; archives and mails are always asked for theirs
    labels: tuple[str, ...] = ()  # what the file calls each of its pages ("iv", "A-3"); "" where that is its number


@dataclass(frozen=True, slots=True)
class Span:
    """A verbatim piece of a page: `page.text[start:end]`; inside a passage it begins at `at`."""

    page: int
    start: int
    end: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text cut for one or more examples.

    For every span, `text[span.at : span.at + span.end - span.start]` is the page's text from
    `span.start` to `span.end`; between spans stands only white space that joins them.
    """

    ordinal: int  # from 0, in reading order of the document
    text: str
    spans: tuple[Span, ...]
    heading_path: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()  # offsets into `text`
    confidence: float | None = None
    folder: str = ""  # that the file lay in


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate pair. `start` and `end` bound the evidence in the passage's text."""

    kind: str  # a task kind: question_answer, summary, ...
    prompt: str
    completion: str
    start: int
    end: int
    drafter: str
    score: float  # 0 to 1: how likely an expert keeps it
    label: str = ""
    context: tuple[tuple[str, str], ...] = ()  # (role, content) before the prompt: earlier turns


@dataclass(frozen=True, slots=True)
class Pair:
    """One example in the neutral form that every output format is rendered from."""

    prompt: str
    completion: str
    context: tuple[tuple[str, str], ...] = ()  # (role, content) before the prompt: a system message, earlier turns
    labels: tuple[str, ...] = ()
    group: str = ""  # what must stay in one part of a split: the document


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say of a pair."""

    check: str
    blocks: bool  # an error blocks the decision or the build; a warning does not
    values: dict[str, str | int] = field(default_factory=dict)
    part: str = "completion"  # which text of the pair
    quote: str = ""  # the words in question as they stand in that text
