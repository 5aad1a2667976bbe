"""What the endpoint of a language model said when it gave no draft, kept with what it was asked for."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

OURS = -1


class FailureFields(models.Model):
    said = models.CharField(max_length=300, blank=True)  # the endpoint's own sentence
    status = models.SmallIntegerField(default=0)  # of its answer; 0: there was none

    class Meta:
        abstract = True

    @property
    def problem(self) -> str:
        """Why there is nothing, in a sentence; empty while nothing went wrong."""
        told: dict[str, Any] = {"status": self.status, "said": self.said}
        if self.status == OURS:
            return _("Something went wrong on our side. Try again.")
        if not self.said:
            return ""
        if self.status == 200:
            return _("The answer of the model could not be used: %(said)s") % told
        if self.status == 0:
            return _("The model gave no answer: %(said)s") % told
        return _("The model’s endpoint answered %(status)s: %(said)s") % told
