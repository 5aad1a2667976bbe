"""Forms, as "Key: value" lines: a question that names the key and the form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curation.pipeline.drafting.candidates import PROSE, Piece, is_furniture, pieces_of
from curation.pipeline.drafting.conversation import EXPERT, NO_SPEAKERS
from curation.pipeline.drafting.fields import ask_for
from curation.pipeline.drafting.topics import TOPICS, can_be_asked, title_of
from curation.pipeline.drafting.wording import bare
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "key_value-2"
FIELD = re.compile(
    r"(?:[-*•·]\s+)?[*_]{0,2}(?P<key>[A-ZÀ-Þ][^\W\d_]+(?:[ '’/-][^\W_][\w'’/.-]*){0,4})[*_]{0,2}:[*_]{0,2}\s+(?=\S)"
)
FEWEST = 3
LONGEST = 40  # words of a value
SHOWS = re.compile(r"\w")
SCORE = 0.6


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    start: int
    end: int
    text: str


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if language not in TOPICS:
        return
    pieces = list(pieces_of(passage))
    for first, fields in _forms(pieces):
        title = _title(passage, pieces[:first])
        for field in fields if title else ():
            if prompt := ask_for(field.key, title, language):
                yield Draft(kind, prompt, field.text, field.start, field.end, NAME, SCORE)


def _forms(pieces: Sequence[Piece]) -> Iterator[tuple[int, list[Field]]]:
    """Where a form begins, and its fields."""
    fields: list[Field] = []
    for at, piece in enumerate([*pieces, None]):
        match = FIELD.match(piece.text) if piece and piece.kind in PROSE else None
        if piece and match:
            start = piece.start + match.end()
            fields.append(Field(match["key"], start, piece.end, piece.text[match.end() :]))
            continue
        if _is_form(fields):
            yield at - len(fields), [field for field in fields if SHOWS.search(field.text)]
        fields = []


def _is_form(fields: Sequence[Field]) -> bool:
    """Three fields or more, each once and with a short value; talk repeats its speakers, a mail is no form."""
    keys = [field.key.lower() for field in fields]
    short = all(len(field.text.split()) <= LONGEST and not field.text.endswith((":", "?")) for field in fields)
    mail = sum(bool(NO_SPEAKERS.match(key)) for key in keys) > 1
    talk = sum(bool(EXPERT.match(key)) for key in keys) > 1
    return len(keys) >= FEWEST and len(set(keys)) == len(keys) and short and not (mail or talk)


def _title(passage: Passage, before: Sequence[Piece]) -> str:
    """What the form is called: the line right above it, or the nearest heading it stands under that names anything."""
    above = before[-1] if before else None
    named = above and (above.kind == BlockKind.HEADING or is_furniture(above))
    title = bare(above.text) if above and named else ""
    return title if title and can_be_asked(title) else title_of(passage.heading_path)
