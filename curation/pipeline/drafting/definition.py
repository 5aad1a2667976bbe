"""Sentences that say what something is."""

import re
from collections.abc import Iterator

from curation.pipeline import sentences
from curation.pipeline.drafting.candidates import Piece, pieces_of, reads_well
from curation.pipeline.language import STOP_WORDS, WORD
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
POINTING = frozenset(
    WORD.findall("""
    all any best cada each every first following her his its last main most my next no only other our same second some
    that there these third this those what which who your
    algún alguna dicha dichas dicho dichos esa ese esta estas este estos mejor mismo misma ninguna ningún nuestra
    nuestro otra otras otro otros primer primera que segunda segundo siguiente siguientes su sus toda todas todo todos
    última último única único
    """)
)
GENERAL = frozenset(
    WORD.findall("""
    advantage aim answer case chapter difference document example goal idea number page point problem purpose question
    reason rest result section
    capítulo caso causa diferencia documento ejemplo finalidad idea motivo número objetivo página pregunta principal
    problema razón respuesta resto resultado sección ventaja
    """)
)
# What is said of many things and defines none: "a problem", "one of the best", "una parte".
VAGUE = GENERAL | frozenset(
    WORD.findall("""
    common good great important key major matter necessary part proof the very way wise
    buen buena clave forma gran importante los manera parte prueba
    """)
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
    whole = SHORTEST <= len(sentence.split()) <= LONGEST and sentence.endswith((".", ".”", ".»"))
    if not (whole and reads_well(sentence)):
        return ""
    for pattern, question in COMPILED.get(language, ()):
        if (match := pattern.match(sentence)) and _defines(match, sentence[match.end() :]):
            said = {name: value.lower() for name, value in match.groupdict().items() if name != "term"}
            return question.format(term=_term(match, text), **said)
    return ""


def _defines(match: re.Match[str], rest: str) -> bool:
    words = [word.lower() for word in WORD.findall(match["term"])]
    # "Investing in roads is a wise step" is a judgement; "“Working Day” means" is not.
    gerund = match.start("term") == 0 and len(words) > 1 and words[0].endswith("ing")
    if not words or gerund or words[0] in STOP_WORDS:
        return False
    says = WORD.search(rest)
    return (POINTING | GENERAL).isdisjoint(words) and not (says and says[0].lower() in VAGUE)


def _term(match: re.Match[str], text: str) -> str:
    """A capital at the start of a sentence is the sentence's, unless the text never writes the word without."""
    term = match["term"]
    if match.start("term") == 0 and term[1:].islower() and re.search(rf"\b{re.escape(term.lower())}\b", text):
        return term.lower()
    return term
