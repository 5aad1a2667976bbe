"""Practice: finals whose answer is known, who meets them before the queue, and what they answered.

Nothing here is a version: no dataset, no figure of the work and no history of an example knows of an answer.
"""

from typing import Any

from django.db import models
from django.db.models import Avg, Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.examples.models.example import Example
from curation.examples.models.writing import Writing
from curation.examples.states import Status
from curation.projects.models import Label, Project

SAME = 100  # percent


class KnownAnswer(models.Model):
    """A manager has chosen this example for practice; it serves while it is final."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="known_answers")
    example = models.OneToOneField(Example, on_delete=models.CASCADE, related_name="known_answer")
    why = models.TextField(_("why this is the answer"), blank=True)  # read by those who have answered
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.example)


class Practice(models.Model):
    """How far one person is: there is a row for each who has asked for an example since the project practises."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="practices")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="practices")
    ended_at = models.DateTimeField(null=True)  # at once for whoever had decided on examples before

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="practise_once")]

    def __str__(self) -> str:
        return f"{self.project}, {self.person}"

    def left(self) -> models.QuerySet[KnownAnswer]:
        """What the person has not answered yet, in the order in which it comes."""
        answered = self.answers.exclude(decision="").filter(example=OuterRef("example"))
        final = KnownAnswer.objects.filter(project=self.project_id, example__status=Status.FINAL)
        return final.filter(~Exists(answered)).order_by("pk")

    def result(self) -> dict[str, Any]:
        """How many were answered, how many of these as is known, and how much alike in the mean."""
        return self.answers.aggregate(**RESULT)


class PracticeAnswer(Writing):
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="answers")
    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="practice_answers")
    labels = models.ManyToManyField(Label, blank=True, related_name="+")
    known = models.JSONField(default=dict)  # the answer it was compared with, as it was then
    alike = models.PositiveSmallIntegerField(null=True)  # percent; none where it was skipped

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "example"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.practice}: {self.prompt[:60]}"

    @property
    def is_same(self) -> bool:
        return self.alike == SAME


RESULT = {
    "answered": Count("alike"),
    "same": Count("alike", filter=Q(alike=SAME)),
    "mean": Avg("alike"),
}
