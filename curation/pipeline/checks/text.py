"""Checks that need nothing but the pair's own words."""

import re

from curation.pipeline import tokens
from curation.pipeline.language import guess
from curation.pipeline.similarity import fingerprint
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Finding, Pair

# What recognition leaves behind: signs no text has in a row, letters and digits inside one word, letters strewn apart.
SYMBOLS = re.compile(r"[^\w\s.,;:!?¡¿()\[\]{}'\"“”‘’«»%€$£/&@#*+=<>|_–—•…°ºª-]")
MIXED = re.compile(r"[^\W\d_]\d[^\W\d_]")
STREWN = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_](?!\S)){3}")


def empty_prompt(pair: Pair, source: str, limit: Limit) -> Finding | None:
    return None if pair.prompt.strip() else Finding("empty_prompt", blocks=True, part="prompt")


def empty_completion(pair: Pair, source: str, limit: Limit) -> Finding | None:
    return None if pair.completion.strip() else Finding("empty_completion", blocks=True)


def completion_is_prompt(pair: Pair, source: str, limit: Limit) -> Finding | None:
    same = fingerprint(pair.prompt, "") == fingerprint(pair.completion, "")
    return Finding("completion_is_prompt", blocks=True) if same and pair.completion.strip() else None


def too_long(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """A completion of more tokens than `limit` has; it blocks where they are counted and not estimated."""
    count = tokens.count(pair.completion, limit.tokenizer, guess(pair.completion))
    if count.number <= limit.tokens:
        return None
    over = str(tokens.Count(count.number - limit.tokens, count.exact))
    return Finding("too_long", blocks=count.exact, values={"tokens": count.number, "limit": limit.tokens, "over": over})


def ocr_noise(pair: Pair, source: str, limit: Limit) -> Finding | None:
    """Signs that no text has, digits inside words, letters strewn apart: more than a text has by chance."""
    words = pair.completion.split()
    symbols = SYMBOLS.findall(pair.completion)
    noisy = [*symbols, *(word for word in words if MIXED.search(word)), *STREWN.findall(pair.completion)]
    if len(noisy) < 2 or len(noisy) * 20 < len(words):
        return None
    return Finding("ocr_noise", blocks=False, values={"example": noisy[0], "count": len(noisy)}, quote=noisy[0])
