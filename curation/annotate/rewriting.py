"""Having a language model write a draft again as the person asks, and taking what it wrote into the editors."""

from dataclasses import replace
from uuid import uuid4

from curation.accounts.models import User
from curation.annotate import edits, tasks
from curation.annotate.edits import Edit, Outcome
from curation.celery import ring
from curation.examples.models import Example, Rewriting, Version
from curation.examples.models.rewriting import MOVING, Stage


def ask(example: Example, user: User, edit: Edit, instruction: str) -> Rewriting:
    """Queue it, unless the person's last wish for this example is still under way."""
    asked = Rewriting.objects.of(example, user)
    if asked is None or asked.state not in MOVING:
        texts = {"prompt": edit.prompt, "completion": edit.completion}
        asked = Rewriting.objects.create(example=example, author=user, instruction=instruction, **texts)
    ring(tasks.rewrite, asked.pk)
    return asked


def is_as_asked(rewriting: Rewriting, edit: Edit) -> bool:
    """Nobody has typed since, and the gate has nothing to say: the result may go straight into the editors."""
    same = (edit.prompt, edit.completion) == (rewriting.prompt, rewriting.completion)
    return same and not rewriting.findings


def use(rewriting: Rewriting, user: User, edit: Edit) -> Outcome:
    """The result in place of the text in the editors, which goes to the history."""
    outcome = _put(rewriting.example, user, edit, rewriting.result_prompt, rewriting.result_completion)
    if outcome is Outcome.KEPT:
        Rewriting.objects.filter(pk=rewriting.pk).update(prompt=edit.prompt, completion=edit.completion)
        rewriting.answer(Stage.USED)
    return outcome


def take_back(rewriting: Rewriting, user: User, edit: Edit) -> Outcome:
    """The text as it was before; what stands in the editors goes to the history."""
    outcome = _put(rewriting.example, user, edit, rewriting.prompt, rewriting.completion)
    if outcome is Outcome.KEPT:
        Rewriting.objects.filter(pk=rewriting.pk, state=Stage.USED).update(state=Stage.LEFT)
    return outcome


def _put(example: Example, user: User, edit: Edit, prompt: str, completion: str) -> Outcome:
    """In a transaction that holds the example's row."""
    _, outcome = edits.save_held(example, user, edit)
    if outcome is Outcome.KEPT:
        texts = {"prompt": edit.prompt, "completion": edit.completion, "context": edit.context}
        aside = {"live": False, "session": str(uuid4()), "note": edit.note}
        Version.objects.create(example=example, author=user, **texts, **aside)
        _, outcome = edits.save_held(example, user, replace(edit, prompt=prompt, completion=completion))
    return outcome
