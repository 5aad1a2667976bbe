"""What a worker's main process does beside its tasks: its sign of life, and what all its processes share."""

import logging
from time import monotonic
from typing import Any

from celery.signals import heartbeat_sent, worker_init, worker_ready, worker_shutting_down
from django.db import DatabaseError
from django.db.models.functions import Now

from curation.documents.models import Worker
from curation.intake import tasks
from curation.pipeline import tokens

logger = logging.getLogger(__name__)
EVERY = 10.0  # seconds; Celery's own heartbeat comes every 2 s
_last: dict[str, float] = {}


@heartbeat_sent.connect
def note_life(sender: Any, **_: Any) -> None:
    name = sender.eventer.hostname
    if monotonic() - _last.get(name, -EVERY) < EVERY:
        return
    _last[name] = monotonic()
    try:
        Worker.objects.update_or_create(name=name, defaults={"seen_at": Now()})
    except DatabaseError:  # the next heartbeat tries again; the worker must not die of it
        logger.warning("could not note that %s lives", name)


@worker_init.connect
def read_vocabulary(**_: Any) -> None:
    """The usual one, before the processes part: none has to read it while a document waits for its drafts."""
    tokens.count("")


@worker_ready.connect
def ring_for_what_waits(**_: Any) -> None:
    """Work may have waited while no worker was there."""
    tasks.reconcile.delay()


@worker_shutting_down.connect
def note_end(sender: Any, **_: Any) -> None:
    Worker.objects.filter(name=str(sender)).delete()
