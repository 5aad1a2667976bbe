"""Sentences that say what something is."""

import re
from collections.abc import Iterator

from curation.pipeline import sentences
from curation.pipeline.drafting.candidates import LEANING, Piece, pieces_of, reads_well
from curation.pipeline.language import STOP_WORDS
from curation.pipeline.types import BlockKind, Draft, Passage

NAME = "definition-1"
TERM = r"(?P<term>[^\W\d_][\w’'-]*(?: [\w’'-]+){0,4}?)"
QUOTED = r"[\"“«](?P<term>[^\"”»]{2,60})[\"”»]"
ARTICLE_ES = r"(?P<article>El|La|Los|Las|Una?)"
UNDERSTOOD = r"(?:A (?:los )?efectos de [^,.]{3,60}, )?[Ss]e entiende por"
KIND_ES = r"(?:una?|el|la|los|las|aquel|aquell[oa]s?|cualquier|todo|toda)"
# Each pattern with the question that the sentence answers.
PATTERNS = {
    "en": (
        (rf"{QUOTED} (?:means|shall mean|refers to|is defined as)\b", "What does “{term}” mean?"),
        (rf"(?P<article>An?|The) {TERM} (?P<verb>is|are) (?:an?|the|any|one of)\b", "What {verb} {article} {term}?"),
        (rf"{TERM} (?P<verb>is|are) (?:an?|any|one of|defined as)\b", "What {verb} {term}?"),
        (rf"{TERM} (?:means|refers to)\b", "What does “{term}” mean?"),
    ),
    "es": (
        (rf"{UNDERSTOOD} {QUOTED}", "¿Qué se entiende por «{term}»?"),
        (rf"{UNDERSTOOD} {TERM}(?:[,:]| (?:al?|el|la|los|las|tod[oa])\b)", "¿Qué se entiende por «{term}»?"),
        (rf"{ARTICLE_ES} {TERM} (?P<verb>es|son) {KIND_ES}\b", "¿Qué {verb} {article} {term}?"),
        (rf"{QUOTED} (?:significa|se refiere a|designa)\b", "¿Qué significa «{term}»?"),
        (rf"{ARTICLE_ES} {TERM} (?P<verb>se definen?) como\b", "¿Cómo {verb} {article} {term}?"),
    ),
}
COMPILED = {
    language: tuple((re.compile(pattern), question) for pattern, question in patterns)
    for language, patterns in PATTERNS.items()
}
# Words by which a term leans on its context, and nouns too general to ask about.
NOT_A_TERM = re.compile(
    r"\b(?:this|that|these|those|our|your|their|its|his|her|my|first|second|third|last|next|following|other|main|only|"
    r"best|same|most|result|purpose|aim|goal|problem|reason|idea|point|example|case|difference|advantage|number|rest|"
    r"answer|question|which|who|there|here|what|document|section|chapter|page|"
    r"que|este|esta|estos|estas|ese|esa|dicho|dicha|nuestr[oa]s?|su|sus|otr[oa]s?|primer[oa]?|segund[oa]|últim[oa]|"
    r"siguientes?|principal|únic[oa]|mism[oa]|mejor|resultado|objetivo|finalidad|problema|razón|motivo|idea|ejemplo|"
    r"caso|diferencia|causa|ventaja|número|resto|respuesta|pregunta|documento|sección|capítulo|página)\b",
    re.IGNORECASE,
)
SHORTEST, LONGEST = 8, 60  # words


def draft(passage: Passage, kind: str, language: str) -> Iterator[Draft]:
    asked: set[str] = set()
    for piece in pieces_of(passage):
        if piece.kind != BlockKind.PARAGRAPH:
            continue
        for start, end in _opening(piece):
            sentence = passage.text[start:end]
            prompt = _prompt(sentence, passage.text, language)
            if prompt and prompt not in asked:
                asked.add(prompt)
                yield Draft(kind, prompt, sentence, start, end, NAME, 0.75)


def _opening(piece: Piece) -> Iterator[tuple[int, int]]:
    """The first two sentences of a paragraph: further down a sentence says more about what was defined before."""
    start = 0
    for _, end in zip(range(2), sentences.ends(piece.text), strict=False):
        yield piece.start + start, piece.start + len(piece.text[:end].rstrip())
        start = end


def _prompt(sentence: str, text: str, language: str) -> str:
    if not (
        SHORTEST <= len(sentence.split()) <= LONGEST and sentence.endswith((".", ".”", ".»")) and reads_well(sentence)
    ):
        return ""
    for pattern, question in COMPILED.get(language, ()):
        if (match := pattern.match(sentence)) and not _leans(match["term"]):
            found = {name: value.lower() for name, value in match.groupdict().items() if name != "term"}
            term = match["term"]
            begins = "article" not in found and term == sentence[: len(term)]
            # A capital at the start of a sentence is the sentence's, unless the text never writes the word without.
            if begins and term[1:].islower() and re.search(rf"\b{re.escape(term.lower())}\b", text):
                term = term.lower()
            return question.format(term=term, **found)
    return ""


def _leans(term: str) -> bool:
    first = term.split(maxsplit=1)[0].lower()
    return first in STOP_WORDS or bool(LEANING.match(term) or NOT_A_TERM.search(term))
