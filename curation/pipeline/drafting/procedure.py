"""Steps under a heading or a "To ...:" line: "How do I ...?" with the steps as the answer."""

import re
from collections.abc import Iterator, Sequence

from curation.pipeline.drafting.candidates import LEANING, Piece, pieces_of, reads_well
from curation.pipeline.drafting.topics import TOPICS, can_be_asked, needs_place, place_of
from curation.pipeline.drafting.wording import Topic, ask, bare
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "procedure-1"
NUMBERED = re.compile(r"(?:(?:step|paso)\s+)?\(?(\d{1,2})[.):]\s+(?=\S)|(?:step|paso)\s+(\d{1,2})\b", re.IGNORECASE)
LEADS = {
    "en": re.compile(r"(?:(?:follow|take|do) (?:these|the following)(?: steps)? )?to (?P<deed>[a-z].{3,90}?):$", re.I),
    "es": re.compile(
        r"(?:siga (?:estos|los siguientes) pasos )?para (?P<deed>[a-záéíóúñ]+[aeií]r(?:se|lo|la|los|las)? .{2,90}?):$",
        re.IGNORECASE,
    ),
}
AFTER_COMMA = re.compile(r",\s+(?:follow|do|take|siga|haga|realice|proceda|you|debe|es|the|los|las).*$", re.IGNORECASE)
POINTING = re.compile(
    r"\b(?:it|this|that|them|these|those|ello|esto|eso|est[ea]|est[oa]s|lo|los anteriores)\b", re.IGNORECASE
)
# A step says what to do; what begins so says what is.
STATES = re.compile(
    r"(?:the|an?|this|these|it|there|all|el|la|los|las|una?|est[ea]|hay|todos|todas)\s|\S+ (?:is|are|es|son)\s",
    re.IGNORECASE,
)
STEPS_FOR = {"en": "the steps for {}", "es": "los pasos para {}"}
LONGEST = 300  # words
SURE, LIKELY = 0.9, 0.7  # the score where words lead to the steps, and where only a title stands above


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if language not in TOPICS:
        return
    pieces = list(pieces_of(passage))
    for first, last in _runs(pieces):
        start, end = pieces[first].start, pieces[last].end
        steps = passage.text[start:end]
        topic, heading = _topic(pieces, first, steps, language)
        if topic is None or len(steps.split()) > LONGEST or not reads_well(steps):
            continue
        above = place_of(passage, heading) if heading and topic.form != "how" else ""
        if heading and needs_place(topic, bare(heading)) and not above:
            continue
        if topic.form == "about":
            topic = Topic("are", STEPS_FOR[language].format(topic.words))
        prompt = ask(topic, language, where=above, request=kind == "instruction")
        yield Draft(kind, prompt, steps, start, end, NAME, SURE if topic.form == "how" else LIKELY)


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The first and the last of the steps that are numbered from 1 on, two at least, each telling what to do."""
    first = None
    expected = 1
    for at, piece in enumerate([*pieces, None]):
        number = _number(piece) if piece else 0
        if first is not None and number == expected:
            expected += 1
            continue
        if first is not None and expected > 2 and _tell_what_to_do(pieces[first:at]):
            yield first, at - 1
        first, expected = (at, 2) if number == 1 else (None, 1)


def _number(piece: Piece) -> int:
    match = NUMBERED.match(piece.text) if piece.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) else None
    return int(match[1] or match[2]) if match else 0


def _tell_what_to_do(steps: Sequence[Piece]) -> bool:
    said = [NUMBERED.sub("", step.text, count=1) for step in steps]
    deeds = [text for text in said if len(text.split()) > 1 and not (STATES.match(text) or text.endswith("?"))]
    return len(deeds) * 4 >= len(said) * 3 and not LEANING.match(said[0])


def _topic(pieces: Sequence[Piece], first: int, steps: str, language: str) -> tuple[Topic | None, str]:
    """What the steps are for, and the heading that told it; "" where the line before them did."""
    for piece in reversed(pieces[max(0, first - 3) : first]):
        if piece.kind == BlockKind.HEADING:
            title = bare(piece.text)
            return (TOPICS[language](title, steps) if can_be_asked(title) else None), piece.text
        lead = LEADS[language].match(piece.text)
        if lead and not POINTING.search(deed := AFTER_COMMA.sub("", lead["deed"])):
            return Topic("how", re.sub(r"\byour\b", "my", re.sub(r"\bsu(s?)\b", r"mi\1", deed))), ""
    return None, ""
