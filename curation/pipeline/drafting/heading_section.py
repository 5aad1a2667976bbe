"""A heading and the text below it: "What is the refund policy?" """

from collections.abc import Iterator
from itertools import pairwise

from curation.pipeline.drafting import faq
from curation.pipeline.drafting.candidates import LEANING, Piece, ends_well, pieces_of, whole_answer
from curation.pipeline.drafting.topics import TOPICS, can_be_asked, needs_place, place_of
from curation.pipeline.drafting.wording import ask, asks, bare, content_words
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "heading_section-2"
SHORTEST = 12  # words


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if language not in TOPICS:
        return
    pieces = list(pieces_of(passage))
    headings = [at for at, piece in enumerate(pieces) if piece.kind == BlockKind.HEADING]
    for at, following in pairwise([*headings, len(pieces)]):
        title = bare(pieces[at].text)
        answer = whole_answer(pieces[at + 1 : following], shortest=SHORTEST)
        if not (answer and can_be_asked(title) and _answers_alone(answer)):
            continue
        start, end = answer[0].start, answer[-1].end
        body = passage.text[start:end]
        overlap = _overlap(title, body)
        prompt = _prompt(passage, pieces[at].text, body, language, sure=overlap >= 0.5, request=kind == "instruction")
        if prompt:
            yield Draft(kind, prompt, body, start, end, NAME, round(0.4 + 0.4 * overlap, 2))


def _prompt(passage: Passage, heading: str, body: str, language: str, *, sure: bool, request: bool) -> str:
    """ "" where the question would not stand alone."""
    title = bare(heading)
    topic = TOPICS[language](title, body)
    above = place_of(passage, heading)
    if topic is None or (needs_place(topic, title) and not above):
        return ""
    wants_place = needs_place(topic, title) or not (sure or asks(title) or topic.form == "how")
    return ask(topic, language, where=above if wants_place else "", request=request)


def _answers_alone(answer: list[Piece]) -> bool:
    """Begins with a whole sentence or a list, leans on nothing before it, and asks nothing itself."""
    first = answer[0]
    begins_well = first.kind == BlockKind.LIST_ITEM or ends_well(first.text)
    return begins_well and not LEANING.match(first.text) and not any(faq.question(piece) for piece in answer)


def _overlap(title: str, body: str) -> float:
    """The share of the title's words that the text takes up again: how surely the text is about its title."""
    words = content_words(title)
    return len(words & content_words(body)) / len(words) if words else 0.0
