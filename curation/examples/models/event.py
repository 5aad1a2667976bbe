"""The append-only record: who did what to an example, a document or a dataset."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curation.accounts.models import User
from curation.documents.models import Document
from curation.examples.states import Action, Status
from curation.projects.models import Project


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> int:
        raise TypeError("Events are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Events are never deleted.")


class Event(models.Model):
    """One thing that happened. The database refuses an UPDATE (migration `keep_events_unchanged`)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="events")
    example = models.ForeignKey("examples.Example", on_delete=models.PROTECT, null=True, related_name="events")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="events")
    dataset = models.PositiveIntegerField(_("dataset version"), null=True)  # its number in the project
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="events")  # null: the product
    action = models.CharField(max_length=12, choices=Action)
    before = models.CharField(max_length=12, blank=True, choices=Status)
    after = models.CharField(max_length=12, blank=True, choices=Status)
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["project", "at"], name="event_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(example__isnull=False) | Q(document__isnull=False) | Q(dataset__isnull=False),
                name="event_is_about_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor or '—'} {self.get_action_display()}"
