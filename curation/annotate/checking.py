"""What the checks say of an example, as the person in front of it reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from curation.examples.findings import sentence
from curation.examples.models import Example
from curation.examples.states import Status
from curation.pipeline.checks import registry
from curation.pipeline.similarity import fingerprint, likeness
from curation.pipeline.types import Finding, Pair

ALIKE = 0.7
SIBLINGS = 50  # of one passage that are compared
NOT_YET = frozenset({"empty_prompt", "empty_completion"})  # no reproach before the person has written


@dataclass(frozen=True, slots=True)
class FindingShown:
    blocks: bool
    sentence: str
    part: str  # the name of the field it speaks of
    quote: str = ""  # the words in question, if they stand there
    example: int | None = None  # another example that it speaks of


def find(example: Example, pair: Pair, *, limit: int, begun: bool) -> list[FindingShown]:
    """Errors first; `begun`: the person has changed or decided something."""
    source = example.passage.text if example.passage else ""
    found = registry.run(pair, source=source, limit=limit)
    near = near_duplicate(example, pair)
    return [_shown(each, pair) for each in [*found, *near] if begun or each.check not in NOT_YET]


def missing_label(field: str, group: str) -> FindingShown:
    return FindingShown(blocks=True, sentence=_("Choose a label: %(group)s.") % {"group": group}, part=field)


def near_duplicate(example: Example, pair: Pair) -> Iterator[Finding]:
    """Another example of the project that says the same, or one of the same passage that says nearly the same."""
    others = Example.objects.filter(project=example.project_id).exclude(pk=example.pk).exclude(status=Status.REJECTED)
    signature = fingerprint(pair.prompt, pair.completion)
    found = others.filter(signature=signature).values_list("pk", flat=True).first()
    if not found and example.passage_id:
        texts = others.filter(passage=example.passage_id).values_list("pk", "prompt", "completion")[:SIBLINGS]
        found = next((pk for pk, *text in texts if _alike(pair, *text)), None)
    if found:
        yield Finding("near_duplicate", blocks=False, values={"example": found})


def _alike(pair: Pair, prompt: str, completion: str) -> bool:
    return min(likeness(pair.prompt, prompt), likeness(pair.completion, completion)) >= ALIKE


def _shown(finding: Finding, pair: Pair) -> FindingShown:
    text = pair.prompt if finding.part == "prompt" else pair.completion
    named = [finding.quote, *(value for value in finding.values.values() if isinstance(value, str))]
    quote = next((words for words in named if words and words in text), "")
    other = finding.values.get("example")  # a number; the check of noise gives words by that name
    example = other if isinstance(other, int) else None
    return FindingShown(finding.blocks, sentence(finding), finding.part, quote, example)
