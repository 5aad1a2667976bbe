"""One draft that a person asked a language model to write again."""

from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation.accounts.models import User
from curation.examples.model_failures import FailureFields
from curation.examples.models.example import Example

LEASE = timedelta(minutes=5)  # as long as a task may take
DEATHS = 3


class Stage(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ASKING = "asking", _("Asking the model")
    READY = "ready", pgettext_lazy("a draft written again", "Ready")
    FAILED = "failed", _("No answer")
    USED = "used", _("Used")
    LEFT = "left", _("Left aside")


MOVING = (Stage.WAITING, Stage.ASKING)
OPEN = (*MOVING, Stage.READY, Stage.FAILED)


class RewritingQuerySet(models.QuerySet["Rewriting"]):
    def of(self, example: Example, author: User) -> "Rewriting | None":
        """The latest that the person asked for."""
        return self.filter(example=example, author=author).order_by("-id").first()

    def unattended(self) -> Self:
        due = Q(state=Stage.WAITING) & (Q(not_before=None) | Q(not_before__lte=Now()))
        return self.filter(due | Q(state=Stage.ASKING, heartbeat__lt=Now() - LEASE)).order_by("id")

    def claim(self, pk: int) -> "Rewriting | None":
        token = uuid4()
        due = self.unattended().filter(pk=pk, attempts__lt=DEATHS + 1).order_by()
        if not due.update(state=Stage.ASKING, token=token, heartbeat=Now(), attempts=F("attempts") + 1):
            return None
        return self.select_related("example__project", "example__passage").filter(pk=pk, token=token).first()


class Rewriting(FailureFields):
    """Nothing of the example changes before the person takes the result into the editors."""

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="rewritings")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    instruction = models.CharField(max_length=1000, blank=True)
    prompt = models.TextField(blank=True)  # as they stood in the editors
    completion = models.TextField(blank=True)
    result_prompt = models.TextField(blank=True)
    result_completion = models.TextField(blank=True)
    findings = models.JSONField(default=list)  # what the grounding gate says of the result
    state = models.CharField(max_length=8, choices=Stage, default=Stage.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    token = models.UUIDField(null=True, editable=False)
    heartbeat = models.DateTimeField(null=True, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = RewritingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state"], name="rewriting_moving", condition=Q(state__in=MOVING))]

    def __str__(self) -> str:
        return f"{self.example_id}: {self.state}"

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    def write(self, state: Stage, **fields: Any) -> bool:
        """End the run, while it is still the one that holds the row."""
        held = Rewriting.objects.filter(pk=self.pk, token=self.token, state=Stage.ASKING)
        return bool(held.update(state=state, token=None, **fields))

    def answer(self, state: Stage) -> bool:
        """The person took the result, or left it."""
        open_ = Rewriting.objects.filter(pk=self.pk, state__in=OPEN)
        return bool(open_.update(state=state, token=None))
