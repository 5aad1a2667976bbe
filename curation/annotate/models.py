"""How far a person has come in each queue where every example needs several people."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from curation.accounts.models import User
from curation.projects.models import Label, Project


class Place(models.Model):
    """Before it stand only examples that this person has decided: no need to walk past those again.

    It is believed for a few minutes, then looked up anew: examples that came in before it are met by then.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, null=True, related_name="+")  # null: everybody's queue
    queue_order = models.BigIntegerField()
    example = models.BigIntegerField()  # no foreign key: the row may be gone
    found_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="one_place_per_person", condition=Q(label=None)),
            models.UniqueConstraint(
                fields=["user", "label"], name="one_place_per_person_and_label", condition=Q(label__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.queue_order}, {self.example}"
