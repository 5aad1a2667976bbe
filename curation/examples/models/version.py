"""What one person wrote for one example, on the way to its final text."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from curation.accounts.models import User
from curation.compiled import Parameter
from curation.examples.models.example import Example
from curation.examples.models.writing import Writing
from curation.examples.states import Decision
from curation.projects.models import Label


class VersionQuerySet(models.QuerySet["Version"]):
    def live(self) -> Self:
        return self.filter(live=True)

    def decided(self) -> Self:
        return self.filter(live=True).exclude(decision="")

    def submitted(self) -> Self:
        return self.filter(live=True, decision=Decision.SUBMIT)


class Version(Writing):
    """One is live for each person; those before it are the history."""

    example = models.ForeignKey(Example, on_delete=models.PROTECT, related_name="versions")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="versions")
    live = models.BooleanField(default=True)
    labels = models.ManyToManyField(Label, blank=True, related_name="versions")

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["example", "author"], name="one_live_version_per_person", condition=Q(live=True)
            )
        ]
        indexes = [
            models.Index(fields=["author", "-decided_at"], name="version_latest_decisions"),
            models.Index(
                fields=["author", "example"], name="version_decided_by", condition=Q(live=True) & ~Q(decision="")
            ),
            models.Index(fields=["author"], name="version_begun_by", condition=Q(live=True, decision="")),
            models.Index(fields=["reason"], name="version_flagged", condition=Q(live=True, decision=Decision.FLAG)),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.prompt[:60]}"

    @classmethod
    def stored(cls, pk: Parameter) -> "models.QuerySet[Any]":
        return super().stored(pk).filter(live=True)
