"""The language of the search box: plain words, and `name:value` words that narrow the list. No models here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

NAMES: Mapping[str, str] = {
    "status": "status", "estado": "status",
    "label": "label", "etiqueta": "label",
    "doc": "doc", "document": "doc", "documento": "doc",
    "by": "by", "por": "by",
    "assigned": "assigned", "asignado": "assigned",
    "practice": "practice", "práctica": "practice", "practica": "practice",
}  # fmt: skip
STATUSES: Mapping[str, str] = {
    "drafted": "drafted", "borrador": "drafted",
    "submitted": "submitted", "enviado": "submitted",
    "agreed": "agreed", "acordado": "agreed",
    "disputed": "disputed", "desacuerdo": "disputed",
    "flagged": "flagged", "derivado": "flagged",
    "rejected": "rejected", "rechazado": "rejected",
    "final": "final",
}  # fmt: skip
YES_OR_NO: Mapping[str, str] = {"yes": "yes", "sí": "yes", "si": "yes", "no": "no"}
NOBODY = ("nobody", "nadie")
VALUES = {"status": STATUSES, "practice": YES_OR_NO}  # where not every word will do
# A name is letters before a colon that something follows: 10:30 and "note: " are plain words.
TERM = re.compile(r'(?:(?P<name>[^\W\d_]+):(?=\S))?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S+))')


class SearchError(ValueError):
    """A word that means nothing here, and the nearest one that does."""

    def __init__(self, word: str, nearest: str) -> None:
        super().__init__(word)
        self.word, self.nearest = word, nearest


@dataclass(frozen=True, slots=True)
class Term:
    text: str  # as it was typed
    value: str
    name: str = ""  # status, label, doc, by, assigned or practice; empty: a plain word


def parse(query: str) -> list[Term]:
    """The terms of a query in order; raise SearchError on an unknown name or status."""
    return [term for match in TERM.finditer(query) if (term := _term(match)).value]


def without(terms: list[Term], left_out: Term) -> str:
    """The query that is left when one term is removed."""
    return " ".join(term.text for term in terms if term is not left_out)


def _term(match: re.Match[str]) -> Term:
    quoted, plain = match["quoted"], match["plain"]
    value = (quoted if quoted is not None else plain).strip()
    if match["name"] is None:
        return Term(match[0], value)
    name = _known(match["name"], NAMES)
    return Term(match[0], _known(value, VALUES[name]) if name in VALUES else value, name)


def _known(word: str, words: Mapping[str, str]) -> str:
    folded = word.casefold()
    if folded in words:
        return words[folded]
    raise SearchError(word, next(iter(get_close_matches(folded, words, n=1, cutoff=0.0))))
