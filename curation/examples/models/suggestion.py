"""A change that a corrected word suggests for the texts of an example. Nobody's text changes before they take it."""

from typing import Self

from django.db import models

from curation.accounts.models import User
from curation.documents.models import Page
from curation.examples.models.example import Example
from curation.pipeline.patching import Patch


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def for_person(self, user: User) -> Self:
        """Those that this person has not declined, in the order in which the words were corrected."""
        return self.exclude(declined_by=user).order_by("id")

    def suggest(self, example: Example, patch: Patch, page: Page, word: int) -> None:
        """Add one. It marks the example, unless something else than corrected words has done so already."""
        mine = self.filter(example=example)
        if not example.source_changed:  # what was suggested before was settled since
            mine.update(marks=False)
        marks = not example.source_changed or mine.filter(marks=True).exists()
        values = {"old": patch.old, "new": patch.new, "left": patch.left, "right": patch.right}
        self.create(example=example, page=page, word=word, marks=marks, **values)

    def take_back(self, example: Example, page: Page, word: int, text: str) -> list["Suggestion"]:
        """End those that were made since the word said `text` the last time."""
        made: list[Suggestion] = list(self.filter(example=example, page=page, word=word).order_by("id"))
        since = next((place for place, each in enumerate(made) if each.old == text), len(made))
        self.filter(pk__in=[each.pk for each in made[since:]]).delete()
        return made[since:]

    def forget_places(self, page: Page) -> None:
        """The page was read anew: its words stand elsewhere, and that alone is a reason to look at the examples."""
        here = self.filter(page=page)
        self.filter(example__in=here.values("example")).update(marks=False)
        here.update(page=None, word=None)


class Suggestion(models.Model):
    """`old` was read where `new` stands in the source; beside which words, when it stands there more than once."""

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="suggestions")
    old = models.TextField()
    new = models.TextField()
    left = models.TextField(blank=True)
    right = models.TextField(blank=True)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")
    word = models.PositiveIntegerField(null=True)  # its place among the page's words, until that is read anew
    marks = models.BooleanField(default=False)  # the example says that its source changed for such words alone
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
