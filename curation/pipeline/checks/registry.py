"""Every check of a pair, errors before warnings."""

from collections.abc import Callable
from functools import lru_cache

from curation.pipeline.checks import grounding, personal, prose, text
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Finding, Pair

Check = Callable[[Pair, str, Limit], Finding | None]

CHECKS: tuple[Check, ...] = (
    text.empty_prompt,
    text.empty_completion,
    text.completion_is_prompt,
    text.too_long,
    grounding.number_not_in_source,
    grounding.unit_not_in_source,
    grounding.date_not_in_source,
    grounding.name_not_in_source,
    grounding.negation_not_in_source,
    prose.wrong_language,
    prose.cut_in_mid_sentence,
    prose.prompt_repeated,
    text.ocr_noise,
    personal.email,
    personal.phone,
    personal.spanish_identity,
    personal.iban,
    personal.card,
    personal.social_security,
    personal.health_service,
)


def run(pair: Pair, *, source: str, limit: Limit) -> list[Finding]:
    """What there is to say of the pair; `source` is the passage, "" where there is none; `limit` is of a completion."""
    return list(_found(pair, source, limit))


@lru_cache(256)
def _found(pair: Pair, source: str, limit: Limit) -> tuple[Finding, ...]:
    """A draft is checked when it is fetched in advance, when it is opened, and as it was saved when it is decided."""
    return tuple(finding for check in CHECKS if (finding := check(pair, source, limit)))
