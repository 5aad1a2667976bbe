"""What Celery runs for documents. A message carries an id; the row says what is left to do."""

from celery import shared_task

from curation.celery import ring
from curation.intake import drawing, processing, reconciling, rereading, suggesting
from curation.intake.processing import Next

HOUR = 3600  # seconds
BELLS = 8  # for one document at a time: enough to spread a long scan over a cluster


# Of a document with more batches than these, or that had a turn: each step of a small file goes before it.
SMALL = 2
BEHIND_SMALL = 3


def ring_for(document_id: int, step: Next, *, bells: int = BELLS, had_turn: bool = False) -> None:
    if step.drafting:
        ring(draft_document, document_id)
    for _ in range(min(step.batches, bells)):
        ring(read_pages, document_id, priority=BEHIND_SMALL if had_turn or step.batches > SMALL else None)
    for member in step.members:
        ring(open_document, member)


@shared_task
def open_document(document_id: int) -> None:
    ring_for(document_id, processing.open_document(document_id))


@shared_task
def read_pages(document_id: int) -> None:
    # One bell for the one that brought us here: others are on their way, and small files get in between.
    ring_for(document_id, processing.read_pages(document_id), bells=1, had_turn=True)


@shared_task
def draft_document(document_id: int) -> None:
    processing.draft_document(document_id)
    ring(draw_pictures, document_id)


@shared_task
def draw_pictures(document_id: int) -> None:
    if drawing.draw_ahead(document_id):
        ring(draw_pictures, document_id)


@shared_task
def reread_page(rereading_id: int) -> None:
    rereading.read(rereading_id)


# Answers may take minutes. A message that Redis hands out again meanwhile finds the job held, and leaves.
@shared_task(soft_time_limit=HOUR - 60, time_limit=HOUR)
def suggest(job_id: int) -> None:
    if (following := suggesting.run(job_id)) is not None:
        ring(suggest, following)


@shared_task
def reconcile() -> None:
    if (waiting := suggesting.waiting_job()) is not None:
        ring(suggest, waiting)
    for rereading_id in reconciling.waiting_rereadings():
        ring(reread_page, rereading_id)
    for document_id, step in reconciling.what_waits():
        if step.opening:
            ring(open_document, document_id)
        ring_for(document_id, step)
