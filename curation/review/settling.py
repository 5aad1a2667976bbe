"""How a reviewer settles an example, and takes that back."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from curation.accounts.models import User
from curation.errors import Conflict
from curation.examples.models import Event, Example, Version
from curation.examples.models.event import EventQuerySet
from curation.examples.reopening import keep_final_text, reopen_decision, restore_decisions
from curation.examples.states import FOR_REVIEW, Action, RejectReason, Status
from curation.pipeline.similarity import fingerprint
from curation.projects.models import Label, Project
from curation.review.authorship import is_author, is_only_reviewer


class OwnExample(Conflict):
    def __init__(self) -> None:
        super().__init__(_("You wrote a version of this example, so another reviewer must make it final."))


class CannotUndo(Conflict):
    """Raised with the sentence that says why."""


def make_final(example: Example, prompt: str, completion: str, labels: list[Label], *, by: User) -> None:
    note = ""
    if is_author(example, by):
        if not is_only_reviewer(example.project, by):
            raise OwnExample
        note = _("Made final by one of its authors, the only reviewer of the project.")
    with transaction.atomic():
        example.make_final(
            prompt, completion, labels, by=by, note=note, signature=fingerprint(prompt, completion)
        )  # fmt: skip
        keep_final_text(example, prompt, completion, labels, by=by)


def reject(example: Example, reason: RejectReason, note: str, *, by: User) -> None:
    words = f"{reason.label}: {note}" if note else str(reason.label)
    example.move(Status.REJECTED, by=by, action=Action.REJECTED, note=words, assignee=None, comment="")


def send_back(example: Example, comment: str, *, to: Version | None, by: User) -> None:
    """Give the example back with a comment: to the author of one version, else to whoever is next."""
    author = to.author if to and example.project.roles_of(to.author) else None
    with transaction.atomic():
        example.move(
            Status.DRAFTED, by=by, action=Action.SENT_BACK, note=comment,
            assignee=author, comment=comment,
        )  # fmt: skip
        if to is not None:
            reopen_decision(to)


SETTLING = (Action.MADE_FINAL, Action.REJECTED, Action.SENT_BACK)


def last_settlement(project: Project, reviewer: User) -> Event | None:
    """What Undo would take back: the reviewer's newest settlement that was not undone yet."""
    undone = Event.objects.filter(example=OuterRef("example"), id__gt=OuterRef("pk"), actor=reviewer)
    mine = Event.objects.filter(project=project, actor=reviewer, before__in=FOR_REVIEW, action__in=SETTLING)
    still = mine.exclude(Exists(undone.filter(action=Action.UNDONE)))
    return still.select_related("example").order_by("-id").first()


def undo(project: Project, *, by: User) -> Example:
    """Put the example that `by` settled last back as it was; raise CannotUndo with the reason."""
    with transaction.atomic():
        event = last_settlement(project, by)
        if event is None or event.example_id is None:
            raise CannotUndo(_("There is nothing to undo."))
        # Held: the author's save waits, else it would go into a copy that this takes away.
        example = Example.objects.select_for_update(of=("self",)).select_related("project").get(pk=event.example_id)
        _refuse_to_undo(event)
        _take_back(example, Status(event.before), by=by)
    return example


def _later(event: Event) -> EventQuerySet:
    return Event.objects.filter(example=event.example_id, id__gt=event.pk)


def _refuse_to_undo(event: Event) -> None:
    if _later(event).exists():
        raise CannotUndo(_("Somebody has changed this example since, so it can no longer be undone."))
    built = Event.objects.filter(project=event.project_id, action=Action.BUILT, id__gt=event.pk)
    if event.action == Action.MADE_FINAL and built.exists():
        raise CannotUndo(_("A dataset was built since, so this can no longer be undone. Reopen the example instead."))


def _take_back(example: Example, to: Status, *, by: User) -> None:
    if example.status != Status.DRAFTED:
        # The final text stays on the row: the editor opens with it again.
        example.move(Status.DRAFTED, by=by, action=Action.UNDONE)
    elif not restore_decisions(example):
        raise CannotUndo(_("The author is already working on it again, so it can no longer be undone."))
    example.move(to, by=by, action=Action.UNDONE, assignee=None, comment="")
