"""What the checks say of an example, as the person in front of it reads it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from curation.compiled import CompiledRows, Parameter
from curation.examples.asking import finding_of
from curation.examples.findings import sentence
from curation.examples.models import Example, Trace
from curation.examples.states import Status
from curation.pipeline.checks import registry
from curation.pipeline.similarity import BANDS, bands, fingerprint, likeness
from curation.pipeline.tokens import Limit
from curation.pipeline.types import Finding, Pair

ALIKE = 0.7
COMPARED = 100
NOT_YET = frozenset({"empty_prompt", "empty_completion"})  # no reproach before the person has written


@dataclass(frozen=True, slots=True)
class FindingShown:
    blocks: bool
    sentence: str
    part: str  # the name of the field it speaks of
    quote: str = ""  # the words in question, if they stand there
    example: int | None = None  # another example that it speaks of


def find(example: Example, pair: Pair, *, limit: Limit, begun: bool) -> list[FindingShown]:
    """Errors first; `begun`: the person has changed or decided something."""
    source = example.passage.text if example.passage else ""
    found = registry.run(pair, source=source, limit=limit)
    if (pair.prompt, pair.completion) == (example.prompt, example.completion):
        found += _told_by_drafter(example, found)
    return [_shown(each, pair) for each in found if begun or each.check not in NOT_YET]


def _told_by_drafter(example: Example, found: list[Finding]) -> list[Finding]:
    """What a language model's draft came with that no check of a pair can see; gone with the first change."""
    checks = {finding.check for finding in found}
    return [finding for row in example.findings if (finding := finding_of(row)).check not in checks]


def missing_label(field: str, group: str) -> FindingShown:
    return FindingShown(blocks=True, sentence=_("Choose a label: %(group)s.") % {"group": group}, part=field)


def near_duplicates(example: Example, pair: Pair) -> list[FindingShown]:
    """Another example of the project that says the same or nearly the same."""
    signature = fingerprint(pair.prompt, pair.completion)
    marks = bands(pair.prompt, pair.completion) or [0] * BANDS
    passage = example.passage_id or 0
    found = NEAR(example.project_id, example, signature, passage, *marks)
    near = next((pk for pk, theirs, *text in found if theirs == signature or _alike(pair, *text)), None)
    return [_shown(Finding("near_duplicate", blocks=False, values={"example": near}), pair)] if near else []


def _near(
    project: Parameter, pk: Parameter, signature: Parameter, passage: Parameter, *marks: Parameter
) -> "QuerySet[Example, tuple[int, str, str, str]]":
    """Equal, of the same passage, or with a mark in common."""
    equal = Q(signature=signature, signature__gt="")  # as the index says
    others = Example.objects.filter(project=project).exclude(pk=pk).exclude(status=Status.REJECTED)
    texts = others.values_list("pk", "signature", "prompt", "completion")
    like = Trace.objects.filter(mark__in=list[Any](marks)).values("example")
    return texts.filter(equal).union(texts.filter(passage=passage), texts.filter(pk__in=like), all=True)[:COMPARED]


NEAR = CompiledRows(
    _near, "project", "pk", "signature", "passage", *(f"mark {n}" for n in range(BANDS)), prepared=False
)


def _alike(pair: Pair, prompt: str, completion: str) -> bool:
    return min(likeness(pair.prompt, prompt), likeness(pair.completion, completion)) >= ALIKE


def _shown(finding: Finding, pair: Pair) -> FindingShown:
    text = pair.prompt if finding.part == "prompt" else pair.completion
    named = [finding.quote, *(value for value in finding.values.values() if isinstance(value, str))]
    quote = next((words for words in named if words and words in text), "")
    other = finding.values.get("example")  # a number; the check of noise gives words by that name
    example = other if isinstance(other, int) else None
    return FindingShown(finding.blocks, sentence(finding), finding.part, quote, example)
