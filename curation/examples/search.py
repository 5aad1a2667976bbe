"""The language of the search box: plain words, and `name:value` words that narrow the list. No models here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any

NAMES: Mapping[str, str] = {
    "status": "status", "estado": "status",
    "label": "label", "etiqueta": "label",
    "collection": "collection", "colección": "collection", "coleccion": "collection",
    "doc": "doc", "document": "doc", "documento": "doc",
    "by": "by", "por": "by",
    "assigned": "assigned", "asignado": "assigned",
    "practice": "practice", "práctica": "practice", "practica": "practice",
    "flag": "flag", "motivo": "flag",
    "conf": "conf", "confianza": "conf",
    "tokens": "tokens",
    "before": "before", "antes": "before",
    "after": "after", "desde": "after",
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
FLAGS: Mapping[str, str] = {
    "unsure": "unsure", "dudas": "unsure",
    "field": "not_my_field", "especialidad": "not_my_field",
    "personal": "personal", "personales": "personal",
    "guideline": "guideline", "guía": "guideline", "guia": "guideline",
    "other": "other", "otro": "other",
}  # fmt: skip
YES_OR_NO: Mapping[str, str] = {"yes": "yes", "sí": "yes", "si": "yes", "no": "no"}
NOBODY = ("nobody", "nadie")
NUMBER = r"[0-9]{1,9}(?:[.,][0-9]{1,3})?"
RANGE = re.compile(rf"(?P<from>{NUMBER})\.\.(?P<to>{NUMBER})|(?P<sign>[<>]=?|)(?P<number>{NUMBER})")
DAY = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")  # the first and the last of all have no time elsewhere
SIGNS = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte", "": "exact"}
# A name is letters before a colon that something follows: 10:30 and "note: " are plain words.
TERM = re.compile(r'(?:(?P<name>[^\W\d_]+):(?=\S))?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S+))')


class SearchError(ValueError):
    """A word that means nothing here, and the nearest one that does."""

    def __init__(self, word: str, nearest: str) -> None:
        super().__init__(word)
        self.word, self.nearest = word, nearest


class ValueUnread(ValueError):
    """What stands behind a name is not of the kind that the name asks for."""

    def __init__(self, word: str, name: str) -> None:
        super().__init__(word)
        self.word, self.name = word, name


@dataclass(frozen=True, slots=True)
class Numbers:
    """Those asked for: each bound as the database names the comparison, and the number."""

    bounds: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Term:
    text: str  # as it was typed
    value: Any  # text; of conf and tokens: Numbers; of before and after: a date
    name: str = ""  # one of the values of NAMES; empty: a plain word


def parse(query: str) -> list[Term]:
    """The terms of a query in order; raise SearchError on an unknown name or value, ValueUnread on what is none."""
    return [term for match in TERM.finditer(query) if (term := _term(match)).value]


def without(terms: list[Term], left_out: Term) -> str:
    """The query that is left when one term is removed."""
    return " ".join(term.text for term in terms if term is not left_out)


def _term(match: re.Match[str]) -> Term:
    quoted, plain = match["quoted"], match["plain"]
    value = (quoted if quoted is not None else plain).strip()
    if match["name"] is None:
        return Term(match[0], value)
    name = _known(NAMES, match["name"])
    try:
        return Term(match[0], READERS[name](value) if name in READERS else value, name)
    except SearchError:
        raise
    except ValueError as error:
        raise ValueUnread(match[0], name) from error


def _known(words: Mapping[str, str], word: str) -> str:
    folded = word.casefold()
    if folded in words:
        return words[folded]
    raise SearchError(word, next(iter(get_close_matches(folded, words, n=1, cutoff=0.0))))


def _numbers(typed: str) -> Numbers:
    match = RANGE.fullmatch(typed.rstrip("%"))
    if match is None:
        raise ValueError(typed)
    if match["number"]:
        return Numbers(((SIGNS[match["sign"]], _number(match["number"])),))
    low, high = sorted((_number(match["from"]), _number(match["to"])))
    return Numbers((("gte", low), ("lte", high)))


def _day(typed: str) -> date:
    if not DAY.fullmatch(typed):  # there are more ways to write one that nobody means here
        raise ValueError(typed)
    return date.fromisoformat(typed)


def _number(typed: str) -> float:
    return float(typed.replace(",", "."))


READERS: Mapping[str, Callable[[str], Any]] = {  # where not every word will do
    "status": partial(_known, STATUSES),
    "practice": partial(_known, YES_OR_NO),
    "flag": partial(_known, FLAGS),
    "conf": _numbers,
    "tokens": _numbers,
    "before": _day,
    "after": _day,
}
