"""The grounding gate: what a model drafted is accepted, to be checked, or dropped, by its source alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import shorten

from curation.pipeline import facts, tokens
from curation.pipeline.checks import registry
from curation.pipeline.drafting.model.answer import Answer
from curation.pipeline.drafting.model.quotes import find
from curation.pipeline.similarity import fingerprint
from curation.pipeline.types import Draft, Finding, Pair, Passage

OVERLAP, NOTHING_IN_COMMON = 0.7, 0.25  # share of the completion's words that the source has, too
ACCEPTED, DOUBTFUL = 0.8, 0.5  # the scores
TELLING = 5  # words: fewer say little by being others
# One of these makes a draft worse than none: an expert who trusts it signs off an invention.
FATAL = frozenset({"empty_prompt", "empty_completion", "number_not_in_source", "date_not_in_source"})
POINTS = re.compile(
    r"\b(?:(?:in|according to|from) (?:the|this) (?:text|passage|document|excerpt|source|letter|section)|"
    r"(?:the|this) (?:text|passage|excerpt)|(?:mentioned|described|shown) (?:above|below|here)|"
    r"(?:en|según|de) (?:el|este|la|esta) (?:texto|pasaje|fragmento|documento|extracto|carta|apartado|sección)|"
    r"(?:el|este|del|al) (?:texto|fragmento|pasaje|extracto)|"
    r"(?:mencionad|descrit|indicad)[oa]s? (?:arriba|anteriormente))\b",
    re.IGNORECASE,
)
UNLIMITED = tokens.Limit(1_000_000, tokens.ESTIMATE)  # how long a text may be is told on the screen, not here


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    CHECK = "check"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Judged:
    answer: Answer
    verdict: Verdict
    reasons: tuple[Finding, ...]
    start: int  # of the evidence in the passage: from the first quote to the last
    end: int

    def draft(self, kind: str, drafter: str) -> Draft:
        answer = self.answer
        score = ACCEPTED if self.verdict == Verdict.ACCEPTED else DOUBTFUL
        return Draft(
            kind, answer.prompt, answer.completion, self.start, self.end, drafter, score,
            label=answer.label, context=answer.context,
        )  # fmt: skip


def sort(answers: Iterable[Answer], passage: Passage, kind: str, *, labels: Sequence[str] = ()) -> list[Judged]:
    """Each answer with its verdict; of two that ask the same the second is dropped."""
    seen: set[str] = set()
    judged = []
    for answer in answers:
        told = fingerprint(answer.prompt, answer.label or ("" if kind != "summary" else answer.completion))
        again = [Finding("asked_twice", blocks=False)] if told in seen else []
        seen.add(told)
        judged.append(judge(answer, passage, kind, labels=labels, known=again))
    return judged


def judge(
    answer: Answer, passage: Passage, kind: str, *, labels: Sequence[str] = (), known: Sequence[Finding] = ()
) -> Judged:
    spans = [find(quote, passage.text) for quote in answer.quotes]
    there = [span for span in spans if span]
    start = min((span[0] for span in there), default=0)
    end = max((span[1] for span in there), default=len(passage.text))
    source = "\n".join([*passage.heading_path, passage.text])
    missing = [quote for quote, span in zip(answer.quotes, spans, strict=True) if not span]
    reasons = [*known, *_of_quotes(missing), *_of_text(answer, source, kind), *_of_label(answer, kind, labels)]
    dropped = not there or any(_is_fatal(reason) for reason in reasons)
    if not answer.quotes:
        reasons.append(Finding("no_quote", blocks=False))
    verdict = Verdict.DROPPED if dropped else Verdict.CHECK if reasons else Verdict.ACCEPTED
    return Judged(answer, verdict, tuple(reasons), start, end)


def grounding(pair: Pair, source: str, *, needs_completion: bool = True) -> list[Finding]:
    """Every check that holds a pair against its source, and how many of its words the source has."""
    found = registry.run(pair, source=source, limit=UNLIMITED)
    about_source = [one for one in found if one.check.endswith("_not_in_source") or one.check in FATAL]
    if not needs_completion:
        return [one for one in about_source if one.check != "empty_completion"]
    return [*about_source, *_overlap(pair, source)]


def _is_fatal(reason: Finding) -> bool:
    if reason.check == "few_words_of_source":
        return int(reason.values["percent"]) < 100 * NOTHING_IN_COMMON
    return reason.check in FATAL or reason.check in ("asked_twice", "label_unknown")


def _of_quotes(missing: Sequence[str]) -> Iterator[Finding]:
    if missing:
        yield Finding(
            "quote_not_in_source",
            blocks=False,
            values={"words": shorten(missing[0], 200, placeholder=" …"), "count": len(missing)},
        )


def _of_text(answer: Answer, source: str, kind: str) -> Iterator[Finding]:
    pair = Pair(answer.prompt, answer.completion, context=answer.context)
    yield from grounding(pair, source, needs_completion=kind != "classification")
    texts = [answer.completion] if kind in ("summary", "classification") else [answer.prompt, answer.completion]
    if pointing := next((match for text in texts if (match := POINTS.search(text))), None):
        yield Finding("points_at_source", blocks=False, values={"words": pointing.group()}, quote=pointing.group())


def _of_label(answer: Answer, kind: str, labels: Sequence[str]) -> Iterator[Finding]:
    if kind == "classification" and labels and answer.label.casefold() not in {one.casefold() for one in labels}:
        yield Finding("label_unknown", blocks=False, values={"label": answer.label[:80]})


def _overlap(pair: Pair, source: str) -> Iterator[Finding]:
    mine = facts.stems(pair.completion)
    share = len(mine & (facts.stems(source) | facts.stems(pair.prompt))) / len(mine) if mine else 1.0
    if share < OVERLAP and len(mine) >= TELLING:
        yield Finding("few_words_of_source", blocks=False, values={"percent": round(100 * share)})
