"""Questions that the source itself asks and answers."""

import re
from collections.abc import Iterator
from itertools import pairwise

from curation.pipeline.drafting.candidates import Piece, pieces_of, whole_answer
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "faq-1"
ASKS = re.compile(r"(?:q|p|question|pregunta)\s?\d{0,3}\s?[:.)][*_]{0,2}\s+", re.IGNORECASE)
ANSWERS = re.compile(r"[*_]{0,2}(?:a|r|answer|respuesta)\s?\d{0,3}\s?[:.)][*_]{0,2}\s+", re.IGNORECASE)
MARKS = re.compile(r"(?:[-*•·◦▪–—]|\d{1,3}(?:\.\d{1,3}){0,3}[.)]?)\s+")
BOLD = "*_"
SPEAKER = re.compile(r"[^\W\d_][\w .]{0,30}:\s")  # "Customer: Where is it?" is talk, and leans on what was said before
LONGEST_QUESTION = 200
PARAGRAPHS = 3  # an answer that nothing marks as one is taken to end after so many


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    pieces = list(pieces_of(passage))
    questions = [at for at, piece in enumerate(pieces) if question(piece)]
    for at, following in pairwise([*questions, len(pieces)]):
        answer = _answer(pieces[at + 1 : following])
        if answer:
            start, end = answer
            yield Draft(kind, question(pieces[at]), passage.text[start:end], start, end, NAME, 0.95)


def question(piece: Piece) -> str:
    """The question without its marks; "" when the line is none that stands alone."""
    text = piece.text.strip(BOLD)
    text = text[mark.end() :] if (mark := MARKS.match(text)) else text
    text = text.strip(BOLD)
    text = (text[asks.end() :] if (asks := ASKS.match(text)) else text).strip(BOLD + " ")
    whole = text.endswith("?") and len(text.split()) >= 3 and len(text) <= LONGEST_QUESTION
    if not whole or SPEAKER.match(text) or not (text[0].isupper() or text[0] == "¿"):
        return ""
    return "" if any(end in text for end in (". ", "! ", "? ")) else text


def _answer(pieces: list[Piece]) -> tuple[int, int] | None:
    if not pieces:
        return None
    marked = ANSWERS.match(pieces[0].text)
    if not marked:
        paragraphs = [at for at, piece in enumerate(pieces) if piece.kind == BlockKind.PARAGRAPH]
        pieces = pieces[: paragraphs[PARAGRAPHS]] if len(paragraphs) > PARAGRAPHS else pieces
    kept = whole_answer(pieces, shortest=2 if marked else 5)
    if not kept:
        return None
    return kept[0].start + (marked.end() if marked else 0), kept[-1].end
