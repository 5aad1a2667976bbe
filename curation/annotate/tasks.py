"""What Celery runs for the queue. The project's row says what is left to do."""

from celery import shared_task

from curation.celery import ring
from curation.examples import ordering


@shared_task
def order_queue(pk: int) -> None:
    ordering.order_anew(pk)


@shared_task
def reconcile() -> None:
    """Ring for every project whose queue is not in the order that is set."""
    for pk in list(ordering.unordered().values_list("pk", flat=True)):
        ring(order_queue, pk)
