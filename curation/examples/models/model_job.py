"""Drafting with a language model: a job over passages, what became of each, and every request that was made.

The job is held by one run at a time, by a token and a heartbeat; a passage belongs to the run that asks for it.
"""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curation.accounts.models import User
from curation.documents.models import Passage
from curation.examples.model_failures import FailureFields
from curation.projects.models import Project
from curation.runs import Held, HeldQuerySet

LEASE = timedelta(seconds=30)  # a run beats every second
DEATHS = 10


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ASKING = "asking", _("Asking the model")
    DONE = "done", pgettext_lazy("drafting with a model", "Done")
    BUDGET = "budget", _("Stopped: the budget is spent")
    CANCELLED = "cancelled", _("Stopped")
    FAILED = "failed", _("Stopped by a failure")


MOVING = (JobState.WAITING, JobState.ASKING)


class PassageState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ASKING = "asking", _("Asking the model")
    DONE = "done", pgettext_lazy("drafting with a model", "Done")
    DROPPED = "dropped", _("Nothing kept")
    FAILED = "failed", _("No answer")


class ModelJobQuerySet(HeldQuerySet["ModelJob"]):
    lease, most_deaths = LEASE, DEATHS

    def moving(self) -> Self:
        return self.filter(state__in=MOVING)

    def due(self) -> Self:
        """Moving and held by no living run; the one that waits longest first."""
        later = Q(state=JobState.WAITING, not_before__gt=Now())
        return self.moving().unattended().exclude(later).order_by(F("heartbeat").asc(nulls_first=True), "id")

    def attended(self) -> Self:
        return self.filter(state=JobState.ASKING, heartbeat__gte=Now() - LEASE)

    def claim(self, pk: int) -> "ModelJob | None":
        """Take one that waits; None while any job is being asked for, because they share the endpoint's limits."""
        if self.attended().exists():
            return None
        whole = self.select_related("project")
        return whole.hold(pk, waiting=Q(state=JobState.WAITING), working=JobState.ASKING)

    def give_up_on_poison(self) -> int:
        dead = self.died_too_often().filter(state=JobState.ASKING)
        return dead.update(state=JobState.FAILED, said="", status=-1, token=None)


class ModelJob(Held, FailureFields):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="model_jobs")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    model = models.CharField(max_length=200)
    budget = models.PositiveIntegerField(_("budget, in tokens"))
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    not_before = models.DateTimeField(null=True)
    deaths = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ModelJobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], name="one_moving_model_job", condition=Q(state__in=MOVING))
        ]
        indexes = [models.Index(fields=["state"], name="model_job_moving", condition=Q(state__in=MOVING))]

    def __str__(self) -> str:
        return f"{self.project}, {self.model}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    @property
    def may_go_on(self) -> bool:
        return not self.is_moving and self.state != JobState.DONE

    @property
    def drafter(self) -> str:
        """Names the recipe and the model with every example."""
        return f"model-1:{self.model}"[:40]

    @property
    def tokens(self) -> int:
        """Spent so far, with what the requests under way will take."""
        return self.calls.aggregate(all=Coalesce(Sum(F("tokens_in") + F("tokens_out")), 0))["all"]

    @property
    def counts(self) -> dict[str, int]:
        """Passages by state, `total` of them, and the `drafts` that were kept."""
        found = dict(self.passages.order_by().values_list("state").annotate(n=Count("pk")))
        drafts = self.passages.aggregate(all=Coalesce(Sum("drafts"), 0))["all"]
        left = found.get(PassageState.WAITING, 0) + found.get(PassageState.ASKING, 0)
        total = sum(found.values())
        return {state.value: found.get(state, 0) for state in PassageState} | {
            "total": total, "settled": total - left, "left": left, "drafts": drafts,
        }  # fmt: skip

    def settle(self, state: JobState, **fields: Any) -> None:
        """End this run's turn."""
        ended = {} if state in MOVING else {"finished_at": Now()}
        self.advance(state=state, token=None, **ended, **fields)
        self.refresh_from_db()

    def note(self, **fields: Any) -> None:
        self.advance(**fields)
        for name, value in fields.items():
            setattr(self, name, value)

    def cancel(self) -> bool:
        moving = ModelJob.objects.filter(pk=self.pk, state__in=MOVING)
        return bool(moving.update(state=JobState.CANCELLED, token=None, finished_at=Now()))

    def go_on(self, *, budget: int) -> bool:
        """Wait once more, with so many tokens from here on; what failed is asked for again."""
        again = {"state": JobState.WAITING, "said": "", "status": 0, "failures": 0, "not_before": None, "deaths": 0}
        stopped = ModelJob.objects.filter(pk=self.pk).exclude(state__in=[*MOVING, JobState.DONE])
        if not stopped.update(budget=self.tokens + budget, finished_at=None, **again):
            return False
        failed = self.passages.filter(state=PassageState.FAILED)
        failed.update(state=PassageState.WAITING, attempts=0, said="", status=0)
        return True


class ModelPassage(FailureFields):
    """One passage of a job: the queue of record."""

    job = models.ForeignKey(ModelJob, on_delete=models.CASCADE, related_name="passages")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="model_passages")
    state = models.CharField(max_length=8, choices=PassageState, default=PassageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    drafts = models.PositiveSmallIntegerField(default=0)  # kept as examples
    dropped = models.JSONField(default=list)  # [{prompt, completion, label, quotes, reasons: [finding]}]
    token = models.UUIDField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "passage"], name="passage_once_in_model_job")]
        indexes = [models.Index(fields=["job", "state", "attempts", "id"], name="model_passage_queue")]

    def __str__(self) -> str:
        return f"{self.passage_id}: {self.state}"


class ModelCall(models.Model):
    """One request to the endpoint. Written before it is sent, with its estimate, so that a kill cannot hide it."""

    job = models.ForeignKey(ModelJob, on_delete=models.CASCADE, null=True, related_name="calls")
    at = models.DateTimeField(db_default=Now(), db_index=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.at}: {self.tokens_in} + {self.tokens_out}"

    @classmethod
    def reserve(cls, tokens: int, *, requests: int, tokens_a_minute: int, job: ModelJob | None = None) -> Self | None:
        """Note a request that is about to be sent; None while the endpoint's limits of a minute are used up."""
        recent = cls.objects.filter(at__gte=timezone.now() - timedelta(minutes=1))
        used = recent.aggregate(n=Count("pk"), tokens=Coalesce(Sum(F("tokens_in") + F("tokens_out")), 0))
        over = tokens_a_minute and used["tokens"] and used["tokens"] + tokens > tokens_a_minute
        if (requests and used["n"] >= requests) or over:
            return None
        return cls.objects.create(job=job, tokens_in=tokens)

    def settle(self, tokens_in: int, tokens_out: int) -> None:
        ModelCall.objects.filter(pk=self.pk).update(tokens_in=tokens_in, tokens_out=tokens_out)
