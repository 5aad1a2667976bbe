"""Checks of a completion against the source it was written from."""

import re

from curation.pipeline.types import Finding, Pair

NUMBER = re.compile(r"(?<!\w)\d+(?:[.,'\u00a0\u202f]\d+)*")
THOUSANDS = re.compile(r"[.,'\u00a0\u202f](?=\d{3}(?!\d))")


def number_not_in_source(pair: Pair, source: str, limit: int) -> Finding | None:
    """Every number of the completion stands in the source or in the prompt."""
    if not source.strip():
        return None
    known = {_plain(number) for text in (source, pair.prompt) for number in NUMBER.findall(text)}
    unknown = [number for number in NUMBER.findall(pair.completion) if _plain(number) not in known]
    if not unknown:
        return None
    return Finding("number_not_in_source", blocks=False, values={"number": unknown[0], "count": len(unknown)})


def _plain(number: str) -> str:
    """One form for 1,000 and 1.000 and 1000, and for 2.5 and 2,5; but 2.5 is never 25."""
    return THOUSANDS.sub("", number).replace(",", ".")
