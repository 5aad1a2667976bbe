"""What a model drafted of one passage: sorted by the grounding gate, and stored together with the passage's state."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, QuerySet

from curation.examples import asking
from curation.examples.models import Example, ModelPassage, Trace
from curation.examples.models.model_job import PassageState
from curation.intake.drafting import WORDS, example_of, words_of
from curation.pipeline.drafting.model import gate
from curation.pipeline.drafting.model.answer import Answer
from curation.pipeline.drafting.model.gate import Judged, Verdict
from curation.pipeline.drafting.model.prompts import Style


def store(row: ModelPassage, answers: Sequence[Answer], style: Style, drafter: str) -> bool:
    """Keep the drafts, unless another run has the passage by now. Nothing that is there already is changed."""
    judged = gate.sort(answers, asking.passage_of(row.passage), style.kind, labels=style.labels)
    kept = [one for one in judged if one.verdict != Verdict.DROPPED]
    dropped = [_dropped(one) for one in judged if one.verdict == Verdict.DROPPED]
    with transaction.atomic():
        examples = _new(row, kept, style, drafter)
        state = PassageState.DONE if examples else PassageState.DROPPED
        ended = {"state": state, "drafts": len(examples), "dropped": dropped, "token": None, "said": "", "status": 0}
        ours = ModelPassage.objects.filter(pk=row.pk, token=row.token, state=PassageState.ASKING)
        if not ours.update(**ended):
            return False
        Trace.objects.keep(Example.objects.bulk_create(examples))
        if examples:
            _clear_empty(row)
    return True


def _empty(row: ModelPassage) -> QuerySet[Example]:
    """Drafts of the passage that leave all writing to the expert, while nobody has opened them."""
    return Example.objects.untouched().filter(passage=row.passage, drafter__startswith="plain-")


def _clear_empty(row: ModelPassage) -> None:
    held = _empty(row).select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    Example.objects.filter(pk__in=list(held)).delete()


def _new(row: ModelPassage, kept: Sequence[Judged], style: Style, drafter: str) -> list[Example]:
    """Examples of what nobody has been given from this document yet."""
    passage, document = row.passage, row.passage.document
    others = Example.objects.filter(document=document).exclude(pk__in=_empty(row).values("pk"))
    known = {words_of(example) for example in others.only(*WORDS)}
    last = passage.examples.filter(drafter=drafter).aggregate(last=Max("ordinal"))["last"]
    first = 0 if last is None else last + 1
    found = []
    for ordinal, one in enumerate(kept, start=first):
        example = example_of(document, passage, one.draft(style.kind, drafter), ordinal)
        example.findings = asking.rows_of(one.reasons)
        if words_of(example) not in known:
            found.append(example)
    return found


def _dropped(one: Judged) -> dict[str, object]:
    given = one.answer
    texts = {"prompt": given.prompt, "completion": given.completion, "label": given.label, "quotes": given.quotes}
    return texts | {"reasons": asking.rows_of(one.reasons)}
