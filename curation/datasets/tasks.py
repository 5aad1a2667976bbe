"""What Celery runs for datasets. A message carries an id; the row says what is left to do."""

from celery import shared_task
from django.db.models.functions import Now

from curation.celery import ring
from curation.datasets import building
from curation.datasets.models import DatasetVersion

HOUR = 3600  # seconds; a message that Redis hands out again meanwhile finds the version held, and leaves


@shared_task(soft_time_limit=HOUR - 60, time_limit=HOUR)
def build(pk: int) -> None:
    building.build(pk)


@shared_task
def reconcile() -> None:
    """Ring again for every version that waits for a bell that never came, or whose worker died."""
    DatasetVersion.objects.give_up_on_poison()
    for pk in list(DatasetVersion.objects.due().values_list("pk", flat=True)):
        DatasetVersion.objects.filter(pk=pk).update(rung_at=Now())
        ring(build, pk)
