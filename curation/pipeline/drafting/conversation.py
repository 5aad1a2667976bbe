"""Talk, as "Speaker: text" lines with or without times: one draft for each answer, with what was said before."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from curation.pipeline.drafting.candidates import PROSE, Piece, pieces_of
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "conversation-2"
TIME = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
TURN = re.compile(
    rf"(?:\[{TIME}\]\s*|{TIME}\s*[-–]?\s*)?(?P<speaker>[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’()-]+){{0,3}})"
    rf"(?:\s*[\[(]{TIME}[\])])?:\s+(?=\S)"
)
# The side whose answers are worth learning.
EXPERT = re.compile(
    r"(?:agent|support|operator|assistant|advis[oe]r|adviser|staff|bot\b|help ?desk|expert|consultant|doctor|dr\b|"
    r"nurse|pharmacist|lawyer|technician|reception|service|team|agente|soporte|operador|asistente|asesor|personal\b|"
    r"expert[oa]|consultor|doctora?\b|dra\b|médic[oa]|enfermer[oa]|farmacéutic[oa]|abogad[oa]|técnic[oa]|recepción|"
    r"atención|servicio|equipo)",
    re.IGNORECASE,
)
NO_SPEAKERS = re.compile(
    r"(?:q|a|p|r|question|answer|pregunta|respuesta|from|to|cc|bcc|date|sent|subject|de|para|fecha|enviado|asunto|note|nota|"
    r"attachments?|adjuntos)\d*$",
    re.IGNORECASE,
)
SHORTEST = 4  # words of an answer: "You are welcome." teaches nothing
MOST_SPEAKERS = 6
REMEMBERED = 8  # turns of the passage before
NAMED, GUESSED = 0.85, 0.5  # the score where a speaker's name tells the expert, and where the order does


@dataclass(slots=True)
class Turn:
    speaker: str
    said: list[str]
    start: int
    end: int
    at: int  # which of the pieces it begins with

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    for talk in _talks(pieces_of(passage)):
        experts, score = _experts(talk)
        yield from _replies(talk, experts, kind, score)


def within(passage: Passage, document: Sequence[Passage], kind: str, language: str) -> Iterator[Draft]:
    """The same for talk that began in the passage before: its turns are what was said before."""
    before = document[passage.ordinal - 1] if passage.ordinal else None
    if before is None or before.heading_path != passage.heading_path:
        return
    earlier = [piece for piece in pieces_of(before) if piece.kind != BlockKind.HEADING]
    pieces = [*earlier, *pieces_of(passage)]
    for talk in _talks(pieces):
        turns = _from(talk, earlier)
        if turns:
            experts, score = _experts(talk)
            history = talk[max(0, len(talk) - turns - REMEMBERED) :]
            yield from _replies(history, experts, kind, round(score + 0.01, 2), last=turns)


def _from(talk: Sequence[Turn], earlier: Sequence[Piece]) -> int:
    """How many turns at the end of the talk stand in the passage; 0 where none stands in the one before."""
    here = sum(turn.at >= len(earlier) for turn in talk)
    return here if here < len(talk) else 0


def _experts(talk: Sequence[Turn]) -> tuple[set[str], float]:
    """Who of the speakers is asked, and how sure that is."""
    experts = {turn.speaker for turn in talk if EXPERT.match(turn.speaker)}
    speakers = {turn.speaker for turn in talk}
    if experts and experts != speakers:
        return experts, NAMED
    return (speakers - {talk[0].speaker} if len(speakers) == 2 else set()), GUESSED


def _talks(pieces: Iterable[Piece]) -> Iterator[list[Turn]]:
    """The runs of turns in which at least two people speak, and one of them twice or two in answer."""
    talk: list[Turn] = []
    for at, piece in enumerate(pieces):
        match = TURN.match(piece.text) if piece.kind in PROSE else None
        if match and not NO_SPEAKERS.match(match["speaker"]):
            start = piece.start + match.end()
            talk.append(Turn(match["speaker"], [piece.text[match.end() :]], start, piece.end, at))
        elif talk and piece.kind in PROSE:
            talk[-1].said.append(piece.text)
            talk[-1].end = piece.end
        else:
            yield from _if_talk(talk)
            talk = []
    yield from _if_talk(talk)


def _if_talk(talk: list[Turn]) -> Iterator[list[Turn]]:
    """Fields of a form have a name each; people come back, or answer by a role."""
    speakers = [turn.speaker for turn in talk]
    comes_back = len(set(speakers)) < len(speakers) or any(map(EXPERT.match, speakers))
    if 1 < len(set(speakers)) <= MOST_SPEAKERS and comes_back:
        yield _merged(talk)


def _merged(talk: list[Turn]) -> list[Turn]:
    """One turn for all that a speaker says in a row."""
    merged: list[Turn] = []
    for turn in talk:
        if merged and merged[-1].speaker == turn.speaker:
            merged[-1].said += turn.said
            merged[-1].end = turn.end
        else:
            merged.append(turn)
    return merged


def _replies(
    talk: Sequence[Turn], experts: set[str], kind: str, score: float, *, last: int | None = None
) -> Iterator[Draft]:
    """A draft for each answer among the `last` turns, or among all."""
    first = 0 if last is None else len(talk) - last
    context: list[tuple[str, str]] = []
    for at, (before, turn) in enumerate(zip([None, *talk], talk, strict=False)):
        answers = before is not None and at >= first and turn.speaker in experts and before.speaker not in experts
        if before and answers and len(turn.text.split()) >= SHORTEST:
            yield Draft(kind, before.text, turn.text, turn.start, turn.end, NAME, score, context=_opened(context[:-1]))
        context.append(("assistant" if turn.speaker in experts else "user", turn.text))


def _opened(context: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The turns before, from the first that the expert did not speak; one turn for what a side says in a row."""
    joined: list[tuple[str, str]] = []
    for role, text in context:
        if joined and joined[-1][0] == role:
            joined[-1] = (role, f"{joined[-1][1]}\n{text}")
        elif joined or role == "user":
            joined.append((role, text))
    return tuple(joined)
