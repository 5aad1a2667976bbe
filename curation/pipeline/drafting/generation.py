"""Texts to write: a section from its title and what it should speak of, or how a paragraph goes on."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from curation.pipeline import sentences
from curation.pipeline.drafting.candidates import LEANING, ends_well, pieces_of, whole_answer
from curation.pipeline.drafting.topics import can_be_asked, place_of
from curation.pipeline.drafting.wording import bare
from curation.pipeline.language import STOP_WORDS, WORD
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "generation-1"
BRIEFS = {
    "en": ("Write a section titled “{title}”", " for “{place}”", ". Mention: {terms}."),
    "es": ("Redacte un apartado titulado «{title}»", " para «{place}»", ". Mencione: {terms}."),
}
GO_ON = {"en": "Continue this text:\n\n{text}", "es": "Continúe este texto:\n\n{text}"}
FIGURE = re.compile(r"(?<!\w)\d[\d.,:/-]*\d(?: (?:%|€|[^\W\d_]{2,}))?|(?<!\w)\d+ (?:%|€|[^\W\d_]{2,})")
# A word that follows one of these names a thing; the other words of a text are mostly what is said of things.
THING = re.compile(
    r"(?<!\w)(?:the|an?|of|for|with|each|by|at|la|el|los|las|una?|del?|al|con|cada|sus?)\s+([^\W\d_]{5,})",
    re.IGNORECASE,
)
SHORTEST_SECTION, SHORTEST_TEXT = 40, 60  # words
FEWEST_SENTENCES = 4
TERMS, FEWEST_TERMS = 6, 3
SECTION, CONTINUATION = 0.6, 0.4


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    if language in BRIEFS:
        yield from _sections(passage, kind, language)
        yield from _continuations(passage, kind, language)


def _sections(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    pieces = list(pieces_of(passage))
    headings = [at for at, piece in enumerate(pieces) if piece.kind == BlockKind.HEADING]
    for at, following in pairwise([*headings, len(pieces)]):
        title = bare(pieces[at].text)
        answer = whole_answer(pieces[at + 1 : following], shortest=SHORTEST_SECTION)
        if not (answer and can_be_asked(title) and ends_well(answer[0].text) and ends_well(answer[-1].text)):
            continue
        start, end = answer[0].start, answer[-1].end
        terms = key_terms(passage.text[start:end], title)
        if len(terms) >= FEWEST_TERMS:
            opening, where, mention = BRIEFS[language]
            place = place_of(passage, pieces[at].text)
            prompt = opening.format(title=title) + (where.format(place=place) if place else "")
            prompt += mention.format(terms=", ".join(terms))
            yield Draft(kind, prompt, passage.text[start:end], start, end, NAME, SECTION)


def key_terms(text: str, title: str) -> list[str]:
    """What a text speaks of most, and its first figures, in the order in which they come."""
    known = {word.lower() for word in WORD.findall(title)} | STOP_WORDS
    things = [match[1].lower() for match in THING.finditer(text)]
    counted = Counter(word for word in things if word not in known)
    found = dict.fromkeys(match.group() for match in FIGURE.finditer(text))
    figures = [figure for figure in found if figure.split()[-1].lower() not in STOP_WORDS][:2]
    told = [*figures, *(word for word, _ in counted.most_common(TERMS - len(figures)) if word not in " ".join(figures))]
    lower = text.lower()
    return sorted(told, key=lambda term: lower.find(term.lower()))


def _continuations(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    """The first third of a longer paragraph as the prompt, at the end of a sentence."""
    for piece in pieces_of(passage):
        ends = list(sentences.ends(piece.text)) if piece.kind == BlockKind.PARAGRAPH else []
        long = len(ends) >= FEWEST_SENTENCES and len(piece.text.split()) >= SHORTEST_TEXT
        answer = whole_answer([piece], shortest=SHORTEST_TEXT) if long else []
        if answer and ends_well(piece.text) and not LEANING.match(piece.text):
            middle = ends[len(ends) // 3 - 1] if len(ends) >= 6 else ends[0]
            prompt = GO_ON[language].format(text=piece.text[:middle].rstrip())
            completion = piece.text[middle:]
            yield Draft(kind, prompt, completion, piece.start + middle, piece.end, NAME, CONTINUATION)
