"""Checks of a completion against the source it was written from.

What the prompt or the turns before it say counts as said: the person asked with it.
"""

from collections.abc import Sequence
from functools import lru_cache

from curation.pipeline import facts
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Finding, Pair

ALIKE = 0.6  # share of a sentence's words from which on a sentence of the source speaks of the same
FEWEST = 3  # words that tell


def number_not_in_source(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """Every number of the completion but those of dates stands in the source or in the prompt."""
    if _says_the_same(pair, source):
        return None
    said = _said(pair, source)
    known = {fact.key for text in said for fact in facts.numbers(text)}
    known.update(number for text in said for number in facts.worded_numbers(text))
    unknown = [fact.words for fact in facts.numbers_beside_dates(pair.completion) if fact.key not in known]
    return _finding("number_not_in_source", "number", unknown)


def unit_not_in_source(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """No amount has a unit that the source gives to none, nor one that it gives to other numbers only."""
    if _says_the_same(pair, source):
        return None
    known = [amount for text in _said(pair, source) for amount in facts.amounts(text) if amount.unit]
    units = {amount.unit for amount in known}
    by_number = {(amount.number, amount.unit) for amount in known}
    numbers = {amount.number for amount in known}
    unknown = [
        amount.words
        for amount in facts.amounts(pair.completion)
        if amount.unit
        and (amount.unit not in units or (amount.number in numbers and (amount.number, amount.unit) not in by_number))
    ]
    return _finding("unit_not_in_source", "amount", unknown)


def date_not_in_source(pair: Pair, source: str, limit: Limit) -> Finding | None:
    if _says_the_same(pair, source):
        return None
    known = _known_dates(pair, _said(pair, source))
    unknown = [date.words for date in facts.dates(pair.completion) if date not in known]
    return _finding("date_not_in_source", "date", unknown)


def name_not_in_source(pair: Pair, source: str, limit: Limit) -> Finding | None:
    if _says_the_same(pair, source):
        return None
    known = frozenset().union(*(facts.vocabulary(text) for text in _said(pair, source)))
    unknown = [fact.words for fact in facts.names(pair.completion) if fact.key not in known]
    return _finding("name_not_in_source", "name", unknown)


def negation_not_in_source(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """No sentence denies what the source affirms, or affirms what it denies."""
    if _says_the_same(pair, source):
        return None
    told = facts.statements(source)
    turned = [mine.words for mine in facts.statements(pair.completion) if _is_turned(mine, told)]
    return Finding("negation_not_in_source", blocks=False, quote=turned[0]) if turned else None


def _is_turned(mine: facts.Statement, told: Sequence[facts.Statement]) -> bool:
    if mine.denies and not any(theirs.denies for theirs in told):
        return True
    if len(mine.stems) < FEWEST:
        return False
    shares = [(len(mine.stems & theirs.stems) / len(mine.stems), theirs) for theirs in told]
    best = max((share for share, _ in shares), default=0)
    # Of several sentences that speak of the same, one that agrees is enough.
    same = [theirs for share, theirs in shares if share >= max(ALIKE, best)]
    return bool(same) and all(theirs.denies != mine.denies for theirs in same)


def _said(pair: Pair, source: str) -> tuple[str, ...]:
    return source, pair.prompt, *(text for _, text in pair.context)


def _known_dates(pair: Pair, said: Sequence[str]) -> list[facts.Date]:
    """The dates of the completion that one of the texts has, too, however it writes them."""
    there = [date for text in said for date in facts.dates(text)]
    return [date for date in facts.dates(pair.completion) if any(date.may_be(other) for other in there)]


def _says_the_same(pair: Pair, source: str) -> bool:
    """There is nothing to hold against it, or all of it stands there word for word."""
    return not source.strip() or _collapsed(pair.completion) in _collapsed(source)


@lru_cache(facts.CACHED)
def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _finding(check: str, value: str, unknown: list[str]) -> Finding | None:
    if not unknown:
        return None
    return Finding(check, blocks=False, values={value: unknown[0], "count": len(unknown)}, quote=unknown[0])
