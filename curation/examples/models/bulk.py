"""One change of many examples at once: what was asked, and what became of each of them.

The rows are the queue of record. A run holds the change by a token and a heartbeat, so it may be killed at any moment.
"""

from collections import Counter
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation.accounts.models import User
from curation.examples.models.collection import Collection
from curation.examples.models.example import Example
from curation.examples.states import RejectReason
from curation.projects.models import Label, Project
from curation.runs import Held, HeldQuerySet

LEASE = timedelta(seconds=30)
DEATHS = 5
UNDO_FOR = timedelta(hours=24)


class What(models.TextChoices):
    LABEL = "label", _("Add a label")
    UNLABEL = "unlabel", _("Remove a label")
    COLLECT = "collect", _("Put in a dataset collection")
    TAKE_OUT = "take_out", _("Take out of a collection")
    REVIEW = "review", _("Send to review")
    SEND_BACK = "send_back", _("Send back")
    REOPEN = "reopen", _("Reopen")
    REJECT = "reject", _("Reject")
    UNDO = "undo", _("Undo")


class Left(models.TextChoices):
    """Why an example stays as it was."""

    SETTLED = "settled", _("settled: reopen it first")
    HELD = "held", _("on somebody’s screen now")
    NOT_FINAL = "not_final", _("not final: people still choose its labels")
    UNFINISHED = "unfinished", _("not final: only finals go into datasets")
    NOT_IN_REVIEW = "no_review", _("not in review")
    IN_REVIEW = "in_review", _("in review already")
    NOT_SETTLED = "unsettled", _("neither final nor rejected")
    SAME = "same", _("so already")
    NEEDED = "needed", _("the only label of a group that needs one")
    CHANGED = "changed", _("changed by somebody since")
    GONE = "gone", _("no longer in this project")


CHANGED = "done"  # what an example's row says that was changed


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    WORKING = "working", pgettext_lazy("a change of many examples", "Under way")
    DONE = "done", pgettext_lazy("a change of many examples", "Done")
    FAILED = "failed", _("Stopped by a failure")


MOVING = (State.WAITING, State.WORKING)


class BulkChangeQuerySet(HeldQuerySet["BulkChange"]):
    lease, most_deaths = LEASE, DEATHS

    def due(self) -> Self:
        """Moving and held by no living run."""
        return self.filter(state__in=MOVING).unattended()

    def claim(self, pk: int) -> "BulkChange | None":
        whole = self.select_related("project", "made_by", "label__group", "collection", "undoes")
        return whole.hold(pk, waiting=Q(state=State.WAITING), working=State.WORKING)

    def give_up_on_poison(self) -> int:
        return self.died_too_often().filter(state=State.WORKING).update(state=State.FAILED, token=None)


class BulkChange(Held):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="bulk_changes")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    label = models.ForeignKey(Label, on_delete=models.SET_NULL, null=True, related_name="+")
    collection = models.ForeignKey(Collection, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=16, blank=True)
    note = models.TextField(blank=True)
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="undone_by")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    deaths = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state"], name="bulk_change_moving", condition=Q(state__in=MOVING))]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    @property
    def reason_words(self) -> str:
        return str(RejectReason(self.reason).label) if self.reason else ""

    @property
    def can_be_undone(self) -> bool:
        in_time = timezone.now() < self.made_at + UNDO_FOR
        return self.what != What.UNDO and not self.is_moving and in_time and not hasattr(self, "undone_by")

    def outcomes(self) -> Counter[str]:
        """How many examples came to what; "" is those that wait for their turn."""
        counted = self.examples.order_by().values_list("outcome").annotate(n=Count("pk"))
        return Counter(dict(counted.values_list("outcome", "n")))

    def finish(self) -> None:
        self.advance(state=State.DONE, token=None)


class BulkExample(models.Model):
    """One example of the change: not done yet, changed, or why it was left as it was."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="examples")
    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=10, blank=True)
    before: Any = models.JSONField(default=dict)  # what undoing it brings back
    version = models.PositiveIntegerField(default=0)  # the example's when it was changed; later work is not undone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "example"], name="example_once_in_bulk_change")]
        indexes = [models.Index(fields=["change", "outcome", "example"], name="bulk_change_queue")]

    def __str__(self) -> str:
        return f"{self.example_id}: {self.outcome}"

    def settle(self, outcome: str, **fields: Any) -> None:
        BulkExample.objects.filter(pk=self.pk).update(outcome=outcome, **fields)
