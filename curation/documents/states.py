"""What a document and a page go through, and the limits that end it. No models here."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Waiting -> opening (count the pages) -> reading (page batches) -> drafting (cut, draft) -> ready."""

    WAITING = "waiting", _("Waiting")
    OPENING = "opening", _("Opening")
    READING = "reading", _("Reading")
    DRAFTING = "drafting", _("Drafting examples")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Not read")


MOVING = (State.WAITING, State.OPENING, State.READING, State.DRAFTING)
SETTLED = (State.READY, State.FAILED)


class PageState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    READ = "read", _("Read")
    FAILED = "failed", _("Not read")


BATCH_PAGES = 8  # bounds what a kill costs and how long a big file holds a worker (architecture: background work)
LEASE = timedelta(seconds=30)  # renewed every 5 s while the reader works; a dead worker's pages are free after it
PARSER_DEATHS = 2  # of one page: its own fault
WORKER_DEATHS = 10  # of one document: kills from outside are often bad luck, so many are allowed
HARD_TO_READ = 70  # mean confidence of a page, percent
