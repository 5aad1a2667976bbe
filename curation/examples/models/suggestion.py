"""A change that a corrected word suggests for the texts of an example. Nobody's text changes before they take it."""

from typing import Self

from django.db import models

from curation.accounts.models import User
from curation.examples.models.example import Example
from curation.pipeline.patching import Patch


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def for_person(self, user: User) -> Self:
        """Those that this person has not declined, in the order in which the words were corrected."""
        return self.exclude(declined_by=user).order_by("id")

    def suggest(self, example: Example, patch: Patch) -> None:
        """Add one; a correction that is taken back takes its suggestion with it."""
        opposite = self.filter(example=example, old=patch.new, new=patch.old, left=patch.left, right=patch.right)
        latest = self.filter(example=example).order_by("-id").values("pk")[:1]
        if not opposite.filter(pk__in=list(latest.values_list("pk", flat=True)), declined_by=None).delete()[0]:
            values = {"old": patch.old, "new": patch.new, "left": patch.left, "right": patch.right}
            self.create(example=example, **values)


class Suggestion(models.Model):
    """`old` was read where `new` stands in the source; beside which words, when it stands there more than once."""

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="suggestions")
    old = models.TextField()
    new = models.TextField()
    left = models.TextField(blank=True)
    right = models.TextField(blank=True)
    declined_by = models.ManyToManyField(User, blank=True, related_name="declined_suggestions")
    at = models.DateTimeField(auto_now_add=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def patch(self) -> Patch:
        return Patch(self.old, self.new, self.left, self.right)
