"""The Celery app. Its settings are `CELERY_*` in `settings.py`; messages carry an id and nothing else."""

import logging
import os

from celery import Celery, Task
from django.db import transaction
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "curation.settings")

logger = logging.getLogger(__name__)
app = Celery("curation")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="workers")  # what a worker does beside its tasks


def ring(task: Task, pk: int, *, priority: int | None = None) -> None:
    """Send a task the id of a row once the row is stored. A dead broker costs nothing: the reconcilers ring again."""

    def send() -> None:
        try:
            task.apply_async((pk,), retry=False, priority=priority)  # type: ignore[arg-type]  # None leaves it to the route
        except OperationalError:
            logger.warning("the broker is away; %s waits for %s in the database", pk, task.name)

    transaction.on_commit(send)
