"""What Celery runs for people who annotate. A message carries an id; the row says what is left to do."""

from celery import shared_task

from curation.annotate import asking_again
from curation.celery import ring
from curation.examples import ordering, tallying
from curation.examples.models import Example


@shared_task
def order_queue(pk: int) -> None:
    ordering.order_anew(pk)


@shared_task
def rewrite(pk: int) -> None:
    asking_again.rewrite(pk)


@shared_task
def reconcile() -> None:
    """Ring for every project whose queue is not in the order that is set, and for drafts to be written again.

    What was assigned to an account that was closed since is everybody's. The tally of examples is kept short.
    """
    tallying.add_up()
    Example.objects.filter(assignee__is_active=False).update(assignee=None)
    for pk in asking_again.waiting():
        ring(rewrite, pk)
    for pk in list(ordering.unordered().values_list("pk", flat=True)):
        ring(order_queue, pk)
