"""A title as it is said within a sentence."""

import re

from curation.pipeline.language import STOP_WORDS, WORD

NUMBER = re.compile(
    r"(?:(?:chapter|part|annex|appendix|article|section|capítulo|parte|título|anexo|artículo|sección)\s+"
    r"(?:\d{1,3}|[ivxlc]{1,6}|[a-z])\b[.):]?\s*[-–—:]?\s*"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}(?:[.):]\s*|\s+)"
    r"|(?:[ivxlc]{1,6}|[a-z])[.)]\s+)(?=\S)",
    re.IGNORECASE,
)
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
MID_SENTENCE = (*"abcdefghijklmnopqrstuvwxyzáéíóúñ", ",", ";")
ARTICLES = frozenset(("a", "an", "the", "el", "la", "los", "las", "un", "una"))
ASKING = frozenset(("how", "what", "when", "where", "who", "why", "which", "cómo", "qué", "cuándo", "dónde", "quién"))


def bare(title: str) -> str:
    """The title without its number."""
    return NUMBER.sub("", title, count=1) if NUMBER.match(title) else title


def explain(title: str, body: str, language: str) -> str:
    """What to ask for: "the refund policy", "la solicitud de permisos", or the title in quotes."""
    said = _in_sentence(title, body)
    first, last = said.split()[0].lower(), said.split()[-1].lower()
    if first in ASKING or first in ARTICLES:
        return first + said[len(first) :]
    if language == "es":
        article = next((article for article, endings in GENDERS if first.endswith(endings)), "")
        return f"{article} {said}" if article else f"«{title}»"
    return f"the {said}" if last in COUNTED else said


def asks(title: str) -> bool:
    return title.split(maxsplit=1)[0].lower() in ASKING


def _in_sentence(title: str, body: str) -> str:
    """The title without the capitals that only its being a title gave it."""
    shouted = title.isupper()
    return " ".join(word if _is_name(word, body, shouted=shouted) else word.lower() for word in title.split())


def _is_name(word: str, body: str, *, shouted: bool) -> bool:
    """Whether the text itself writes the word so: with a capital amid a sentence, or with several."""
    if word.lower() in STOP_WORDS:
        return False
    if not shouted and not word[1:].islower():
        return len(word) > 1
    return any(f"{before} {word}" in body for before in MID_SENTENCE) or (shouted and word in body)
