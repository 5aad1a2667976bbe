"""What every drafter works with: the lines of a passage, and when a text can stand alone as an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curation.pipeline.types import BlockKind, Passage

# A text that opens so leans on what came before it.
LEANING = re.compile(
    r"(?:it|this|that|these|those|they|he|she|however|therefore|thus|hence|also|but|and|so|then|instead|moreover|such|"
    r"for example|in this|as (?:shown|above|mentioned)|(?:figure|table|figura|tabla)s? \d|"
    r"esto|esta|este|estos|estas|eso|ello|ellos|ellas|dicho|dicha|dichos|dichas|sin embargo|por tanto|por lo tanto|"
    r"además|pero|y|entonces|así|también|asimismo|no obstante|"
    r"por ejemplo|en est[ea]|como se|la (?:figura|tabla))\b",
    re.IGNORECASE,
)
# Talk: it leans on what was said before.
TALK = re.compile(
    r"(?:customer|client|agent|user|support|operator|patient|caller|cliente|agente|usuari[oa]|soporte|operador[a]?|paciente)"
    r"[\w ]{0,20}:\s",
    re.IGNORECASE,
)
LONGEST_ANSWER = 250  # words
SHORT_LINE = 8  # words
PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Piece:
    """`passage.text[start:end]`: one line of a paragraph or list item, or a whole heading, table or code block."""

    kind: BlockKind
    start: int
    end: int
    text: str


def pieces_of(passage: Passage) -> Iterator[Piece]:
    for block in passage.blocks:
        start = block.start
        text = passage.text[block.start : block.end]
        by_line = block.kind in PROSE
        for line in text.split("\n") if by_line else [text]:
            if line:
                yield Piece(block.kind, start, start + len(line), line)
            start += len(line) + 1


def reads_well(text: str) -> bool:
    """Prose or a list, and not a formula, a table of figures or of contents, or code. A few words always do."""
    if len(text) < 40:
        return True
    letters = sum(map(str.isalpha, text))
    mostly_letters = letters > 0.7 * len("".join(text.split())) and sum(map(str.isupper, text)) < 0.5 * letters
    return mostly_letters and not any(sign in text for sign in (". . .", "....", "\ufffd"))


def ends_well(text: str) -> bool:
    return text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…", ":"))


def is_furniture(piece: Piece) -> bool:
    """A page number, a running header, the name of a table's columns: a short line that is no sentence."""
    short = len(piece.text.split()) <= SHORT_LINE
    return piece.kind == BlockKind.PARAGRAPH and short and not ends_well(piece.text)


def whole_answer(pieces: list[Piece], *, shortest: int) -> list[Piece]:
    """As many of the pieces from the first on as make one answer that ends well; none when they make none."""
    kept: list[Piece] = []
    words = 0
    for piece in pieces:
        words += len(piece.text.split())
        readable = piece.kind in PROSE and not TALK.match(piece.text) and not (kept and is_furniture(piece))
        if words > LONGEST_ANSWER or not readable:
            break
        kept.append(piece)
    while kept and kept[-1].text.endswith((":", ",", ";", "-")):
        kept.pop()
    text = " ".join(piece.text for piece in kept)
    return kept if len(text.split()) >= shortest and reads_well(text) else []
