"""Which workers live: without one, documents wait, and the page that lists them must say so."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now

SILENT_AFTER = timedelta(seconds=30)


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self) -> Self:
        return self.filter(seen_at__gte=Now() - SILENT_AFTER)


class Worker(models.Model):
    """One Celery worker and when it last said that it lives."""

    name = models.CharField(max_length=255, unique=True)
    seen_at = models.DateTimeField(db_default=Now())

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
