"""The worker's part of having a draft written again: one request, whose answer waits for the person in the row."""

from datetime import timedelta

from django.utils import timezone

from curation.examples import asking
from curation.examples.models import Rewriting
from curation.examples.models.rewriting import DEATHS, Stage
from curation.pipeline.drafting.model import answer, gate, prompts
from curation.pipeline.drafting.model.answer import Answer
from curation.pipeline.drafting.model.endpoint import EndpointFailed
from curation.pipeline.types import Pair
from curation.runs import ending_in_a_state

PATIENCE = timedelta(seconds=10)  # how long a bell may take before another is rung
PAUSE, LONGEST_PAUSE = 2.0, 60.0  # seconds; a person is waiting
OFF = "Drafting with the language model is switched off."


def rewrite(pk: int) -> None:
    rewriting = Rewriting.objects.claim(pk)
    if rewriting is None:
        return
    with ending_in_a_state(f"rewriting {pk}", lambda _: False):
        _rewrite(rewriting)


def _rewrite(rewriting: Rewriting) -> None:
    project, passage = rewriting.example.project, rewriting.example.passage
    if passage is None or not project.drafts_with_model:
        rewriting.settle(Stage.FAILED, said=OFF)
        return
    style = asking.style_of(project)
    pair = Pair(rewriting.prompt, rewriting.completion)
    messages = prompts.for_rewriting(asking.passage_of(passage), style, pair, rewriting.instruction)
    call = asking.reserve(prompts.cost(messages))
    if call is None:  # the limits of a minute are used up; that is no attempt
        _wait(rewriting, LONGEST_PAUSE / 4, attempts=rewriting.attempts - 1)
        return
    try:
        answers, spent = asking.endpoint().ask(
            messages, answer.schema(style.kind), lambda said: answer.read(said, style.kind, passage.text)
        )
    except EndpointFailed as failure:
        call.settle(failure.spent.tokens_in, failure.spent.tokens_out)
        _fail(rewriting, failure)
        return
    call.settle(spent.tokens_in, spent.tokens_out)
    _finish(rewriting, answers, style.kind)


def _finish(rewriting: Rewriting, answers: list[Answer], kind: str) -> None:
    if not answers or not answers[0].completion:
        rewriting.settle(Stage.FAILED, said="—", status=200)
        return
    about_passage = kind in prompts.ONE_EACH  # there the prompt is the person's own
    prompt = rewriting.prompt if about_passage else answers[0].prompt or rewriting.prompt
    pair = Pair(prompt, answers[0].completion, context=tuple(map(tuple, rewriting.example.context)))
    passage = rewriting.example.passage
    source = "\n".join([*passage.heading_path, passage.text]) if passage else ""
    findings = asking.rows_of(gate.grounding(pair, source))
    rewriting.settle(Stage.READY, result_prompt=pair.prompt, result_completion=pair.completion, findings=findings)


def _fail(rewriting: Rewriting, failure: EndpointFailed) -> None:
    if not failure.may_pass or rewriting.attempts >= DEATHS:
        rewriting.settle(Stage.FAILED, said=failure.said, status=failure.status)
        return
    pause = failure.retry_after if failure.retry_after is not None else PAUSE * rewriting.attempts
    _wait(rewriting, min(pause, LONGEST_PAUSE), said=failure.said, status=failure.status)


def _wait(rewriting: Rewriting, seconds: float, **fields: object) -> None:
    rewriting.settle(Stage.WAITING, not_before=timezone.now() + timedelta(seconds=seconds), **fields)


def waiting() -> list[int]:
    """What is due and nobody asks for; what ended its workers too often is given up."""
    due = Rewriting.objects.due()
    due.died_too_often().update(state=Stage.FAILED, token=None, said="—")
    rung_for = due.filter(asked_at__lt=timezone.now() - PATIENCE).order_by("id")
    return list(rung_for.values_list("pk", flat=True)[:50])
