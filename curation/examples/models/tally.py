"""How many examples of a project have a status: counting a million of them takes longer than a page may."""

from django.db import models

from curation.examples.states import Status
from curation.projects.models import Project


class Tally(models.Model):
    """One summand. The database writes it with the change it counts (`migrations/_triggers.py`).

    Rows are only ever added, so that two people who decide at once do not wait for each other; `tallying` sums them up.
    """

    # Examples hold on to their project: the last rows of a project that goes are written while it goes.
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tallies", db_constraint=False)
    status = models.CharField(max_length=12, choices=Status)
    examples = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.project_id}, {self.status}: {self.examples:+}"
