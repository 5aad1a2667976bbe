"""Taking a decision back, as long as no reviewer has built on it."""

from django.db import transaction
from django.db.models import Subquery
from django.utils.translation import gettext as _

from curation.accounts.models import User
from curation.annotate import claims
from curation.annotate.deciding import ACTIONS
from curation.annotate.edits import locked
from curation.errors import Conflict
from curation.examples.models import Event, Example, Version
from curation.examples.states import Action, Status
from curation.projects.models import Project

STEPS = 20
BY_REVIEWERS = (
    Action.MADE_FINAL, Action.SENT_BACK, Action.REJECTED, Action.REOPENED, Action.TO_REVIEW, Action.LABELLED,
)  # fmt: skip


class CannotUndo(Conflict):
    """There is no decision to take back, or it is out of the person's hands."""


def undo(project: Project, user: User) -> Example:
    """Reopen the example the person decided last, with their text and labels as they were."""
    with transaction.atomic():
        version = _last_decided(project, user)
        if version is None or _undone_in_a_row(project, user) >= STEPS:
            raise CannotUndo(_("There is nothing more to undo."))
        example = locked(version.example)
        if _used_by_reviewer(example, user):
            raise CannotUndo(_("A reviewer has already worked on this example, so it cannot be undone."))
        if _came_late(example, user):
            raise CannotUndo(_("Someone else had finished this example before you, so there is nothing to take back."))
        Version.objects.filter(pk=version.pk).update(decision="", reason="", decided_at=None)
        if example.status == Status.DRAFTED and not claims.claim(example, user):
            raise CannotUndo(_("Someone else is working on this example now, so it cannot be undone."))
        _reopen(example, user)
        claims.claim(example, user)
    return example


def _last_decided(project: Project, user: User) -> Version | None:
    decided = Version.objects.decided().filter(author=user, example__project=project)
    return decided.select_related("example").order_by("-decided_at", "-id").first()


def _undone_in_a_row(project: Project, user: User) -> int:
    done = Event.objects.filter(project=project, actor=user).order_by("-id").values_list("action", flat=True)[:STEPS]
    actions = list(done)
    return next((at for at, action in enumerate(actions) if action != Action.UNDONE), len(actions))


def _used_by_reviewer(example: Example, user: User) -> bool:
    """Whether a person, not the product, acted as reviewer after this person's last step."""
    last = example.events.filter(actor=user).order_by("-id").values("id")[:1]
    return example.events.filter(pk__gt=Subquery(last), action__in=BY_REVIEWERS, actor__isnull=False).exists()


def _came_late(example: Example, user: User) -> bool:
    """Whether it was settled already when this person decided: it is not by their decision that it is as it is."""
    decided = example.events.filter(actor=user, action__in=ACTIONS.values()).order_by("-id")
    return decided.values_list("before", flat=True).first() != Status.DRAFTED


def _reopen(example: Example, user: User) -> None:
    if example.status == Status.DRAFTED:
        example.put_back(by=user, action=Action.UNDONE)
        return
    example.move(Status.DRAFTED, by=user, action=Action.UNDONE, final_prompt="", final_completion="", signature="")
    example.labels.clear()
