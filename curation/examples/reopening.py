"""Giving an example back to people. What they had decided stays in the history."""

from django.db import transaction
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.examples.models import Example, Version
from curation.examples.states import Action, Decision, Status
from curation.projects.models import Label


def reopen(example: Example, *, by: User, note: str = "") -> None:
    """Take a final or rejected example back into the queue, with every decision on it open again."""
    with transaction.atomic():
        example.move(
            Status.DRAFTED, by=by, action=Action.REOPENED, note=note,
            final_prompt="", final_completion="", signature="", assignee=None, comment="",
        )  # fmt: skip
        example.labels.clear()
        for version in example.versions.decided():
            reopen_decision(version)


def reopen_decision(version: Version) -> Version:
    """Keep the decided version as history and give its author an undecided copy to go on with."""
    labels = list(version.labels.all())
    Version.objects.filter(pk=version.pk).update(live=False)
    copy = Version.objects.create(
        example_id=version.example_id, author_id=version.author_id,
        prompt=version.prompt, completion=version.completion, context=version.context,
        revision=version.revision,  # so that late mail of an old tab stays late
    )  # fmt: skip
    copy.labels.set(labels)
    return copy


def restore_decisions(example: Example) -> bool:
    """Undo `reopen_decision` for everybody; False, and nothing changed, when somebody has gone on working."""
    undecided = example.versions.live().filter(decision="")
    pairs = [(copy, decided) for copy in undecided if (decided := _decided_before(copy))]
    if example.is_in_progress or any(copy.revision != decided.revision for copy, decided in pairs):
        return False
    for copy, decided in pairs:
        copy.delete()
        Version.objects.filter(pk=decided.pk).update(live=True)
    return True


def _decided_before(copy: Version) -> Version | None:
    earlier = Version.objects.filter(example_id=copy.example_id, author_id=copy.author_id, live=False)
    return earlier.exclude(decision="").order_by("-id").first()


def keep_final_text(example: Example, prompt: str, completion: str, labels: list[Label], *, by: User) -> None:
    """Remember a final text that no version holds, so that a later reopening does not lose it."""
    if example.versions.filter(prompt=prompt, completion=completion).exists():
        return
    kept = Version.objects.create(
        example=example, author=by, prompt=prompt, completion=completion,
        live=False, decision=Decision.SUBMIT, decided_at=Now(),
    )  # fmt: skip
    kept.labels.set(labels)
