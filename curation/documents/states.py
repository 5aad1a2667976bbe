"""What a document and a page go through, and the limits that end it. No models here."""

import os
from datetime import timedelta
from math import ceil

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


# A batch is what one run reads (`intake/batch.py`): it ends after some seconds, so that a big file does not hold a
# worker. These pages make it worth starting one more: a bell is rung for each. Two of a scan take ten times as long as
# the start.
BATCH_LEAST, BATCH_MOST = 2, 64
BATCH_SECONDS = 30
MUCH_LETTERING = 8  # pictures to recognise in a file that must be parsed whole: parsing it once more costs less
SHARES = 2 * (os.cpu_count() or 1)
LEASE = timedelta(seconds=30)  # renewed every 5 s while the reader works; a dead worker's pages are free after it
PARSER_DEATHS = 2  # of one page: its own fault
WORKER_DEATHS = 10  # of one document: kills from outside are often bad luck, so many are allowed
LONG_WAIT = timedelta(seconds=30)  # after it a person is told how many documents are ahead
HARD_TO_READ = 70  # mean confidence of a page, percent


def batch_size(pages_left: int, *, whole: bool = False) -> int:
    """How many pages make a batch; all of them when the reader must parse the `whole` file for any."""
    return max(pages_left, 1) if whole else max(BATCH_LEAST, min(BATCH_MOST, ceil(pages_left / SHARES)))
