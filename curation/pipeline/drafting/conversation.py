"""Talk, as "Speaker: text" lines with or without times: one draft for each answer, with what was said before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curation.pipeline.drafting.candidates import PROSE, Piece, pieces_of
from curation.pipeline.types import Draft, Passage

NAME = "conversation-1"
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
NAMED, GUESSED = 0.85, 0.5  # the score where a speaker's name tells the expert, and where the order does


@dataclass(slots=True)
class Turn:
    speaker: str
    said: list[str]
    start: int
    end: int

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    for talk in _talks(pieces_of(passage)):
        experts = {turn.speaker for turn in talk if EXPERT.match(turn.speaker)}
        speakers = {turn.speaker for turn in talk}
        score = NAMED if experts and experts != speakers else GUESSED
        if score == GUESSED:
            experts = speakers - {talk[0].speaker} if len(speakers) == 2 else set()
        yield from _replies(talk, experts, kind, score)


def _talks(pieces: Iterable[Piece]) -> Iterator[list[Turn]]:
    """The runs of turns in which at least two people speak, and one of them twice or two in answer."""
    talk: list[Turn] = []
    for piece in pieces:
        match = TURN.match(piece.text) if piece.kind in PROSE else None
        if match and not NO_SPEAKERS.match(match["speaker"]):
            start = piece.start + match.end()
            talk.append(Turn(match["speaker"], [piece.text[match.end() :]], start, piece.end))
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


def _replies(talk: list[Turn], experts: set[str], kind: str, score: float) -> Iterator[Draft]:
    context: list[tuple[str, str]] = []
    for before, turn in zip([None, *talk], talk, strict=False):
        answers = before is not None and turn.speaker in experts and before.speaker not in experts
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
