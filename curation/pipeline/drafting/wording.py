"""A title as it is said within a sentence."""

import re

from curation.pipeline.language import STOP_WORDS, WORD

NUMBER = re.compile(
    r"(?:(?:chapter|part|annex|appendix|article|section|capítulo|parte|título|anexo|artículo|sección)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,6}|[a-z])(?:[.):]\s*|\s*[-–—:]\s*|\.?\s+)(?=\S)",
    re.IGNORECASE,
)
LETTER = re.compile(r"[a-z]\s", re.IGNORECASE)  # "A guide": no number, an article
# English nouns that are counted, and so want an article; titles leave it out.
COUNTED = frozenset(
    WORD.findall("""
    agreement budget code committee contract deadline department form limit period plan policy procedure process
    programme program purpose role schedule scope structure system team
    """)
)
# Spanish nouns whose ending tells their gender; for the others an article would be a guess.
GENDERS = (
    ("la", ("ción", "sión", "dad", "tad", "tud", "umbre", "anza", "encia", "ancia", "ura", "ada")),
    ("las", ("ciones", "siones", "dades", "tades", "tudes", "anzas", "encias", "ancias", "uras", "adas")),
    ("el", ("miento", "aje", "ismo", "torio", "ario")),
    ("los", ("mientos", "ajes", "ismos", "torios", "arios")),
)
ARTICLES = frozenset(("a", "an", "the", "el", "la", "los", "las", "un", "una"))
ASKING = frozenset(("how", "what", "when", "where", "who", "why", "which", "cómo", "qué", "cuándo", "dónde", "quién"))


def bare(title: str) -> str:
    """The title without its number."""
    number = NUMBER.match(title)
    return title[number.end() :] if number and not LETTER.match(title) else title


def explain(title: str, body: str, language: str) -> str:
    """What to ask for: "the refund policy", "la solicitud de permisos", or the title in quotes where grammar is unsure."""
    said = _in_sentence(title, body)
    first, last = said.split()[0].lower(), said.split()[-1].lower()
    if first in ASKING or first in ARTICLES:
        return first + said[len(first) :]
    if language == "es":
        article = next((article for article, endings in GENDERS if first.endswith(endings)), "")
        return f"{article} {said}" if article else f"«{title}»"
    return f"the {said}" if last in COUNTED else said


def asks(title: str) -> bool:
    return title.split()[0].lower() in ASKING


def _in_sentence(title: str, body: str) -> str:
    """The title without the capitals that only its being a title gave it: those of words the text writes without."""
    known = body.lower() if title.isupper() else body
    return " ".join(_lowered(word, known) for word in title.split())


def _lowered(word: str, known: str) -> str:
    lower = word.lower()
    titled = word[1:].islower() or known.islower()
    stem = lower[:-1] if lower.endswith("s") and len(lower) > 4 else lower
    if lower in STOP_WORDS or (titled and (stem in known or (lower.endswith("ing") and len(lower) > 5))):
        return lower
    return word
