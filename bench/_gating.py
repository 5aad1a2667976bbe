"""What the grounding gate says of drafts that are true, and of the same ones with a fact put wrong."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from bench.report import report
from curation.pipeline.drafting.model import gate
from curation.pipeline.drafting.model.answer import Answer
from curation.pipeline.types import Draft, Passage

UNITS = {
    "mg": "ml", "ml": "mg", "kg": "cm", "cm": "kg", "days": "weeks", "weeks": "days", "months": "years",
    "years": "months", "días": "semanas", "semanas": "días", "meses": "años", "años": "meses", "hours": "days",
    "horas": "días", "euros": "kilos", "%": "euros",
}  # fmt: skip
UNIT = re.compile(r"(?<=\d\s)(?:" + "|".join(map(re.escape, UNITS)) + r")(?!\w)")
DENIED = (
    (r"\b(is|are|was|were|can|must|may|should)\b(?! not)", r"\1 not"),
    (r"\b(es|está|son|debe|puede)\b", r"no \1"),
)


def other_number(said: str) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 7341), said, count=1)


def other_unit(said: str) -> str:
    return UNIT.sub(lambda found: UNITS[found[0]], said, count=1)


def other_name(said: str) -> str:
    return re.sub(r"(?<=[a-zé] )([A-ZÁÉÍÓÚ]\w{2,})(?: [A-ZÁÉÍÓÚ]\w{2,})?", "Wolfgang Hartmann", said, count=1)


def denied(said: str) -> str:
    for pattern, turned in DENIED:
        if (wrong := re.sub(pattern, turned, said, count=1)) != said:
            return wrong
    return said


WRONG: dict[str, Callable[[str], str]] = {
    "number": other_number, "unit": other_unit, "name": other_name, "negation": denied,
}  # fmt: skip


def tell(name: str, drafts: Iterable[tuple[Draft, Passage]]) -> None:
    asked = [(answer_of(draft, passage), passage, draft.kind) for draft, passage in drafts if draft.completion]
    if not asked:
        return
    began = time.process_time()
    verdicts = [gate.judge(*each).verdict for each in asked]
    report(f"{name}: judged by the gate", len(asked) / (time.process_time() - began), "drafts/s", len(asked))
    for verdict in gate.Verdict:
        report(f"{name}: true and {verdict}", 100 * verdicts.count(verdict) / len(asked), "%", len(asked))
    fine = [each for each, verdict in zip(asked, verdicts, strict=True) if verdict == gate.Verdict.ACCEPTED]
    for fact, change in WRONG.items():
        wrong = [(replace(answer, completion=change(answer.completion)), *rest) for answer, *rest in fine]
        wrong = [each for each, was in zip(wrong, fine, strict=True) if each[0] != was[0]]
        seen = sum(gate.judge(*each).verdict != gate.Verdict.ACCEPTED for each in wrong)
        if wrong:
            report(f"{name}: wrong {fact} held back", 100 * seen / len(wrong), "%", len(wrong))


def answer_of(draft: Draft, passage: Passage) -> Answer:
    """The draft as a model would have given it, with its evidence as the quote."""
    quote = passage.text[draft.start : draft.end]
    return Answer(draft.prompt, draft.completion, (quote,), draft.label, draft.context)
