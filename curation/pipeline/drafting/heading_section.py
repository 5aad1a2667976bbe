"""A heading and the text below it: "Explain the refund policy." """

import re
from collections.abc import Iterator
from itertools import pairwise

from curation.pipeline.drafting import faq
from curation.pipeline.drafting.candidates import LEANING, Piece, pieces_of, whole_answer
from curation.pipeline.drafting.wording import asks, bare, explain
from curation.pipeline.language import STOP_WORDS, WORD
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "heading_section-1"
PROMPTS = {"en": "Explain {what}{where}.", "es": "Explique {what}{where}."}
# Titles of what every document has: nobody asks for them by name.
GENERAL = re.compile(
    r"(?:introduc|conclu|summary|abstract|overview|contents|table|figure|index|preface|foreword|acknowledg|referenc|"
    r"bibliogra|notes?\b|about\b|resum|índice|contenido|tabla|figura|prefacio|prólogo|agradec|notas?\b|page|página)",
    re.IGNORECASE,
)


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if language not in PROMPTS:
        return
    pieces = list(pieces_of(passage))
    headings = [at for at, piece in enumerate(pieces) if piece.kind == BlockKind.HEADING]
    for at, following in pairwise([*headings, len(pieces)]):
        title = bare(pieces[at].text)
        answer = whole_answer(pieces[at + 1 : following], shortest=12)
        if answer and _can_be_asked(title) and _answers_alone(answer):
            start, end = answer[0].start, answer[-1].end
            body = passage.text[start:end]
            overlap = _overlap(title, body)
            where = _where(passage, pieces[at].text) if overlap < 0.5 and not asks(title) else ""
            prompt = PROMPTS[language].format(what=explain(title, body, language), where=where)
            yield Draft(kind, prompt, body, start, end, NAME, round(0.4 + 0.4 * overlap, 2))


def _can_be_asked(title: str) -> bool:
    words = WORD.findall(title)
    begins_well = len(title) > 3 and (title[0].isupper() or title[0] in '¿“«"')
    whole = begins_well and not title.endswith(("?", ";", ":", ","))
    return whole and 0 < len(words) <= 12 and not GENERAL.match(title)


def _answers_alone(answer: list[Piece]) -> bool:
    return not LEANING.match(answer[0].text) and not any(faq.question(piece) for piece in answer)


def _overlap(title: str, body: str) -> float:
    """The share of the title's words that the text takes up again: how surely the text is about its title."""
    words = {word.lower() for word in WORD.findall(title)} - STOP_WORDS
    return len(words & {word.lower() for word in WORD.findall(body)}) / len(words) if words else 0.0


def _where(passage: Passage, heading: str) -> str:
    """The heading above, for a title that says too little by itself."""
    path = passage.heading_path
    above = path[path.index(heading) - 1] if heading in path[1:] else ""
    return f" ({bare(above)})" if above and not GENERAL.match(bare(above)) else ""
