"""Checks that need nothing but the pair's own words."""

import re

from curation.pipeline import tokens
from curation.pipeline.language import guess
from curation.pipeline.similarity import fingerprint
from curation.pipeline.types import Finding, Pair

# What recognition leaves behind: signs no text has in a row, letters and digits inside one word, letters strewn apart.
SYMBOLS = re.compile(r"[^\w\s.,;:!?¡¿()\[\]{}'\"“”‘’«»%€$£/&@#*+=<>|_–—•…°ºª-]")
MIXED = re.compile(r"[^\W\d_]\d[^\W\d_]")
STREWN = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_](?!\S)){3}")


def empty_prompt(pair: Pair, source: str, limit: int) -> Finding | None:
    return None if pair.prompt.strip() else Finding("empty_prompt", blocks=True, part="prompt")


def empty_completion(pair: Pair, source: str, limit: int) -> Finding | None:
    return None if pair.completion.strip() else Finding("empty_completion", blocks=True)


def completion_is_prompt(pair: Pair, source: str, limit: int) -> Finding | None:
    same = fingerprint(pair.prompt, "") == fingerprint(pair.completion, "")
    return Finding("completion_is_prompt", blocks=True) if same and pair.completion.strip() else None


def too_long(pair: Pair, source: str, limit: int) -> Finding | None:
    """A completion of more than `limit` tokens."""
    count = tokens.count(pair.completion, language=guess(pair.completion)).number
    if count <= limit:
        return None
    return Finding("too_long", blocks=True, values={"tokens": count, "limit": limit, "over": count - limit})


def ocr_noise(pair: Pair, source: str, limit: int) -> Finding | None:
    """Signs that no text has, digits inside words, letters strewn apart: more than a text has by chance."""
    words = pair.completion.split()
    symbols = SYMBOLS.findall(pair.completion)
    noisy = [*symbols, *(word for word in words if MIXED.search(word)), *STREWN.findall(pair.completion)]
    if len(noisy) < 2 or len(noisy) * 20 < len(words):
        return None
    return Finding("ocr_noise", blocks=False, values={"example": noisy[0], "count": len(noisy)}, quote=noisy[0])
