"""What Celery runs for reviewers. A message carries an id; the rows say what is left to do."""

from datetime import timedelta

from celery import shared_task

from curation.celery import ring
from curation.examples.models import BulkChange
from curation.review import bulk_running

TURN = 10  # seconds; in between the worker does what others wait for
MOST = 20  # in one round
PATIENCE = timedelta(seconds=10)  # how long a bell may take before another is rung


@shared_task
def change_many(pk: int) -> None:
    if bulk_running.run(pk, seconds=TURN):
        ring(change_many, pk)


@shared_task
def reconcile() -> None:
    """Ring again for every change that waits for a bell that never came, or whose worker died."""
    BulkChange.objects.give_up_on_poison()
    for pk in BulkChange.objects.due().quiet(PATIENCE).to_ring_for(MOST):
        ring(change_many, pk)
