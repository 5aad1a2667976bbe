"""An answered mail: what was asked in the mail that it quotes, and the answer without greeting and signature."""

import re
from collections.abc import Iterator, Sequence

from curation.pipeline.drafting.candidates import PROSE, Piece, pieces_of
from curation.pipeline.types import Draft, Passage

NAME = "mail_thread-1"
QUOTES = re.compile(
    r"(?:On\b.{6,120}\bwrote:|El\b.{6,120}\bescribió:|-{2,}\s?(?:Original Message|Mensaje original|Forwarded message)"
    r"\b.*|(?:From|De): .+@.+)$"
)
HEADER = re.compile(
    r"(?:From|To|Cc|Date|Sent|Subject|Attachments|De|Para|Fecha|Enviado|Enviado el|Asunto|CC|Adjuntos): ", re.IGNORECASE
)
MARK = re.compile(r"(?:>\s?)+")
GREETS = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening)|hola|estimad[oa]s?|querid[oa]s?|"
    r"buen[oa]s (?:días|tardes|noches))\b[^.!?]{0,40}[,:!.]?$",
    re.IGNORECASE,
)
SIGNS_OFF = re.compile(
    r"(?:(?:kind|best|warm) (?:regards|wishes)|regards|best|many thanks|thanks|thank you|"
    r"sincerely|yours (?:sincerely|faithfully)|cheers|saludos|un saludo|(?:un )?cordial(?:es)? saludos?|"
    r"saludos cordiales|atentamente|gracias|muchas gracias|"
    r"reciba un .*saludo)[\s,.!]*$|--\s*$|sent from my|enviado desde mi",
    re.IGNORECASE,
)
DISCLAIMS = re.compile(
    r"(?:this (?:e-?mail|message)|the information (?:in|contained)|este (?:correo|mensaje)|la información contenida)"
    r".{0,80}\b(?:confiden|intended|dirigid|exclusiv)",
    re.IGNORECASE,
)
SHORTEST = 5  # words, of the question and of the answer
SCORE = 0.8


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    pieces = [piece for piece in pieces_of(passage) if piece.kind in PROSE]
    marks = [at for at, piece in enumerate(pieces) if at and _begins_quote(pieces, at)]
    if not marks or not HEADER.match(pieces[0].text):
        return
    answer = _body(pieces[: marks[0]])
    turns = [_asked(pieces[at:following]) for at, following in zip(marks, [*marks[1:], len(pieces)], strict=True)]
    if not answer or not turns[0] or any(len(text.split()) < SHORTEST for text in (turns[0], _text(answer))):
        return
    # The newest stands first; those who write take turns.
    earlier = [(("assistant", "user")[at % 2], text) for at, text in enumerate(turns[1:]) if text]
    start, end = answer[0].start, answer[-1].end
    yield Draft(kind, turns[0], passage.text[start:end], start, end, NAME, SCORE, context=tuple(reversed(earlier)))


def _begins_quote(pieces: Sequence[Piece], at: int) -> bool:
    """A line that names who wrote what follows; "From:" further down than the mail's own headers."""
    named = QUOTES.match(_unmarked(pieces[at].text))
    before = pieces[at - 1].text
    return bool(named) and not (HEADER.match(before) or QUOTES.match(_unmarked(before)))


def _asked(pieces: Sequence[Piece]) -> str:
    return _text(_body([Piece(one.kind, one.start, one.end, _unmarked(one.text)) for one in pieces[1:]]))


def _unmarked(text: str) -> str:
    return MARK.sub("", text, count=1) if text.startswith(">") else text


def _text(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)


def _body(pieces: Sequence[Piece]) -> list[Piece]:
    """What is left without headers, greeting, signature and disclaimer."""
    kept: list[Piece] = []
    for piece in pieces:
        text = piece.text.strip(" >")
        if SIGNS_OFF.match(text) or DISCLAIMS.match(text):
            break
        opens = not kept and (HEADER.match(text) or GREETS.match(text))
        if text and not opens:
            kept.append(piece)
    return kept
