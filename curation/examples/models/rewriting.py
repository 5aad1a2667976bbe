"""One draft that a person asked a language model to write again."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation.accounts.models import User
from curation.examples.model_failures import FailureFields
from curation.examples.models.example import Example
from curation.runs import Held, HeldQuerySet

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
LATER = Q(state=Stage.WAITING, not_before__gt=Now())


class RewritingQuerySet(HeldQuerySet["Rewriting"]):
    lease, most_deaths, deaths = LEASE, DEATHS + 1, "attempts"

    def of(self, example: Example, author: User) -> "Rewriting | None":
        """The latest that the person asked for."""
        return self.filter(example=example, author=author).order_by("-id").first()

    def due(self) -> Self:
        """Moving and held by no living run."""
        return self.filter(state__in=MOVING).unattended().exclude(LATER)

    def claim(self, pk: int) -> "Rewriting | None":
        whole = self.select_related("example__project", "example__passage")
        waiting = Q(state=Stage.WAITING, attempts__lte=DEATHS) & ~LATER
        return whole.hold(pk, waiting=waiting, working=Stage.ASKING, attempts=F("attempts") + 1)


class Rewriting(Held, FailureFields):
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
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = RewritingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state"], name="rewriting_moving", condition=Q(state__in=MOVING))]

    def __str__(self) -> str:
        return f"{self.example_id}: {self.state}"

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    def settle(self, state: Stage, **fields: Any) -> None:
        """End the run, while it is still the one that holds the row."""
        self.advance(state=state, token=None, **fields)

    def answer(self, state: Stage) -> bool:
        """The person took the result, or left it."""
        open_ = Rewriting.objects.filter(pk=self.pk, state__in=OPEN)
        return bool(open_.update(state=state, token=None))
