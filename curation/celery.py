"""The Celery app. Its settings are `CELERY_*` in `settings.py`; messages carry an id and nothing else."""

import os
from functools import partial

from celery import Celery, Task
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "curation.settings")

app = Celery("curation")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="workers")  # what a worker does beside its tasks


def ring(task: Task, pk: int) -> None:
    """Send a task the id of a row once the row is stored. A dead broker costs nothing: the reconcilers ring again."""
    transaction.on_commit(partial(task.delay, pk), robust=True)
