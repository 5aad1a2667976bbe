"""Choosing finals for practice, so that somebody new meets them first, and taking them out again."""

from django.db import transaction

from curation.accounts.models import User
from curation.examples.models import Event, KnownAnswer
from curation.examples.models.example import ExampleQuerySet
from curation.examples.states import Action
from curation.projects.models import Project


def choose(project: Project, examples: ExampleQuerySet, *, why: str | None, by: User) -> int:
    """Use those that are final, and say how many these are; without a `why`, what was said before stands."""
    with transaction.atomic():
        _hold(project)
        finals = examples.final().filter(project=project)
        if why is not None:
            KnownAnswer.objects.filter(example__in=finals).update(why=why)
        fresh = list(finals.filter(known_answer=None).order_by("pk").values_list("pk", flat=True))
        known = [KnownAnswer(project=project, example_id=pk, why=why or "", chosen_by=by) for pk in fresh]
        KnownAnswer.objects.bulk_create(known)
        _record(project, fresh, Action.PRACTISED, by)
        _flag(project)
        return finals.count()


def spare(project: Project, examples: ExampleQuerySet, *, by: User) -> int:
    """Use them no longer, and say how many had served; what people have answered stays theirs."""
    with transaction.atomic():
        _hold(project)
        known = KnownAnswer.objects.filter(project=project, example__in=examples)
        gone = list(known.order_by("pk").values_list("example", flat=True))
        known.delete()
        _record(project, gone, Action.SPARED, by)
        _flag(project)
        return len(gone)


def _hold(project: Project) -> None:
    """Whoever else chooses waits, so that the project's flag says what is true."""
    Project.objects.select_for_update().get(pk=project.pk)


def _flag(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(has_practice=project.known_answers.exists())


def _record(project: Project, examples: list[int], action: Action, by: User) -> None:
    Event.objects.bulk_create(Event(project=project, example_id=pk, actor=by, action=action) for pk in examples)
