"""What a dataset version goes through, and the limits that end it. No models here."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    BUILDING = "building", _("Building")
    READY = "ready", pgettext_lazy("dataset version", "Ready")
    FAILED = "failed", _("Not built")


MOVING = (State.WAITING, State.BUILDING)
LEASE = timedelta(seconds=30)  # the heart beats every second, so that much silence means a dead worker
WORKER_DEATHS = 5  # of one build: kills from outside are bad luck, more than these are not
PARTS = ("train", "validation", "test")


class Problem(models.TextChoices):
    """Why a version was not built."""

    NOTHING = "nothing", _("No final example fits this choice.")
    CHECKS = "checks", _("Some examples did not pass the checks. Leave them out or correct them, then try again.")
    NO_ROOM = "no_room", _("There is no room left on the server. Tell your administrator.")
    WORKER_DIED = "worker_died", _("Building was cut off too often on our side. Try again.")
    OURS = "ours", _("Something went wrong on our side. Try again.")
