"""A title as it is said within a sentence, and the question that a person would ask about it."""

import re
from dataclasses import dataclass

from curation.pipeline.language import STOP_WORDS, WORD

NUMBER = re.compile(
    r"(?:(?:chapter|part|annex|appendix|article|section|capítulo|parte|título|anexo|artículo|sección)\s+"
    r"(?:\d{1,3}|[ivxlc]{1,6}|[a-z])\b[.):]?\s*[-–—:]?\s*"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}(?:[.):]\s*|\s+)"
    r"|(?:[ivxlc]{1,6}|[a-z])[.)]\s+)(?=\S)",
    re.IGNORECASE,
)
MID_SENTENCE = (*"abcdefghijklmnopqrstuvwxyzáéíóúñ", ",", ";")
ASKING = frozenset(("how", "what", "when", "where", "who", "why", "which", "cómo", "qué", "cuándo", "dónde", "quién"))


@dataclass(frozen=True, slots=True)
class Topic:
    """What a title is about. `form` says how to ask for it: a key of `QUESTIONS` and `REQUESTS`."""

    form: str
    words: str


QUESTIONS = {
    "en": {
        "is": "What is {}{where}?",
        "are": "What are {}{where}?",
        "about": "What should I know about {}{where}?",
        "how": "How do I {}{where}?",
        "clause": "Explain {}{where}.",
        "quoted": "What is said about “{}”{where}?",
    },
    "es": {
        "is": "¿Cuál es {}{where}?",
        "are": "¿Cuáles son {}{where}?",
        "about": "¿Qué hay que saber sobre {}{where}?",
        "how": "¿Cómo puedo {}{where}?",
        "clause": "Explique {}{where}.",
        "quoted": "¿Qué se dice sobre «{}»{where}?",
    },
}
REQUESTS = {
    "en": {"how": "Explain how to {}{where}.", "quoted": "Explain “{}”{where}.", "": "Explain {}{where}."},
    "es": {"how": "Explique cómo {}{where}.", "quoted": "Explique «{}»{where}.", "": "Explique {}{where}."},
}
PLACES = {"en": " in “{}”", "es": " en «{}»"}


def ask(topic: Topic, language: str, *, where: str = "", request: bool = False) -> str:
    """The question, or for `request` the instruction, that the topic answers; `where` is a title it belongs under."""
    forms = REQUESTS[language] if request else QUESTIONS[language]
    place = PLACES[language].format(where) if where else ""
    return forms.get(topic.form, forms.get("", "")).format(topic.words, where=place)


def bare(title: str) -> str:
    """The title without its number."""
    return NUMBER.sub("", title, count=1) if NUMBER.match(title) else title


def asks(title: str) -> bool:
    return title.split(maxsplit=1)[0].lower() in ASKING


def in_sentence(title: str, body: str) -> str:
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


def content_words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)} - STOP_WORDS
