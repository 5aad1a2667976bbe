"""Examples with a known answer, which somebody new meets before the queue. What they write touches no example."""

from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from curation.accounts.models import User
from curation.annotate import deciding, edits
from curation.annotate.deciding import Choice
from curation.annotate.edits import Edit, Outcome
from curation.examples.models import Example, Practice, PracticeAnswer, Version
from curation.examples.models.writing import Writing
from curation.examples.states import Decision
from curation.examples.turns import as_text
from curation.pipeline import agreement
from curation.pipeline.agreement import Answer
from curation.projects.models import Project
from curation.projects.roles import Role


def next_for(project: Project, person: User, roles: frozenset[Role]) -> int | None:
    """The example that comes next in their practice; None for whoever has none, or has settled examples here."""
    if not project.practises or Role.REVIEWER in roles:
        return None
    practice = Practice.objects.filter(project=project, person=person).first() or _begin(project, person)
    if practice.ended_at:
        return None
    found = practice.left().values_list("example", flat=True).first()
    if found is None:
        _end(practice)
    return found


def _begin(project: Project, person: User) -> Practice:
    is_new = not Version.objects.decided().filter(author=person, example__project=project).exists()
    ended = {"ended_at": None if is_new else timezone.now()}
    return Practice.objects.get_or_create(project=project, person=person, defaults=ended)[0]


def _end(practice: Practice) -> None:
    Practice.objects.filter(pk=practice.pk).update(ended_at=Now())
    practice.ended_at = timezone.now()


def can_answer(practice: Practice, example: Example) -> bool:
    return practice.ended_at is None and practice.left().filter(example=example).exists()


def answer_to(practice: Practice, example: Example) -> PracticeAnswer | None:
    answers = practice.answers.filter(example=example)
    return next((_about(example, each) for each in answers), None)


def save(practice: Practice, example: Example, edit: Edit) -> tuple[PracticeAnswer, Outcome]:
    """Keep the text, in a transaction that holds the row of the practice."""
    answer = _answer(practice, example)
    return answer, Outcome.SETTLED if answer.decision else edits.write(answer, edit)


def decide(practice: Practice, example: Example, choice: Choice, edit: Edit | None) -> tuple[PracticeAnswer, Outcome]:
    """Answer once, and compare it with what is known; in a transaction that holds the row of the practice."""
    answer = _answer(practice, example)
    if answer.decision:
        return answer, Outcome.SETTLED
    outcome = deciding.record(answer, choice, edit)
    if outcome is Outcome.KEPT:
        _compare(answer)
        if practice.answers.exclude(decision="").count() >= practice.project.practice_examples:
            _end(practice)
    return answer, outcome


def _answer(practice: Practice, example: Example) -> PracticeAnswer:
    """What the person began, else what they begin from the draft, which is not stored yet."""
    begun = answer_to(practice, example)
    texts = {"prompt": example.prompt, "completion": example.completion}
    return begun or PracticeAnswer(practice=practice, example=example, **texts)


def _about(example: Example, answer: PracticeAnswer) -> PracticeAnswer:
    answer.example = example
    return answer


def _compare(answer: PracticeAnswer) -> None:
    known = _known(answer.example)
    PracticeAnswer.objects.filter(pk=answer.pk).update(known=known, alike=_alike(answer, known))
    answer.refresh_from_db(fields=["known", "alike"])


def _alike(answer: PracticeAnswer, known: dict[str, Any]) -> int | None:
    """None where the person did not answer: skipped, or left to a reviewer."""
    if answer.decision == Decision.REJECT:
        return 0  # what is known is that it can be used
    if answer.decision != Decision.SUBMIT:
        return None
    example = answer.example
    draft = Answer(as_text(example.context), example.prompt, example.completion, frozenset())
    return agreement.percent(written(answer), as_answer(known), draft=draft)


def written(text: Writing) -> Answer:
    labels = frozenset(label.name for label in text.labels.all())
    return Answer(as_text(text.turns), text.prompt, text.completion, labels)


def _known(example: Example) -> dict[str, Any]:
    """As it is kept with the answer: the example may be reopened later."""
    turns = example.context if example.final_context is None else example.final_context
    labels = sorted(label.name for label in example.labels.all())
    texts = {"prompt": example.final_prompt, "completion": example.final_completion}
    return {**texts, "turns": turns, "labels": labels}


def as_answer(known: dict[str, Any]) -> Answer:
    return Answer(as_text(known["turns"]), known["prompt"], known["completion"], frozenset(known["labels"]))
