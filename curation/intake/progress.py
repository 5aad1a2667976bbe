"""Waiting for documents on a terminal: a bar for each; and doing the work here when no worker does it."""

from collections.abc import Callable, Iterable
from time import monotonic, sleep

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from curation.documents.models import Document, Worker
from curation.documents.states import PageState, State
from curation.intake import processing
from curation.intake.headless import Outcome
from curation.intake.health import doorbell

POLL = 0.5  # seconds
GRACE = 15  # seconds that a worker may take to show itself when the product is running, so just starting


def watch(outcomes: list[Outcome], *, say: Callable[[str], object], quiet: bool) -> None:
    """Return when every document is settled."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    told = False
    worker_may_come = monotonic() + (GRACE if doorbell() == "ok" else 0)
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bars:
        tasks = {outcome.file: bars.add_task(outcome.file, total=None) for outcome in outcomes}
        while waiting := [outcome for outcome in outcomes if not outcome.settled]:
            if Worker.objects.alive().exists() or monotonic() < worker_may_come:
                sleep(POLL)
            else:
                if not told:
                    say("No worker is running; reading in this command.")
                told = True
                take_a_step(waiting)
            for outcome in waiting:
                outcome.refresh()
                show(bars, tasks[outcome.file], outcome)


def take_a_step(waiting: Iterable[Outcome]) -> None:
    """Do one step of the first document that has one to do here; wait when a dead run's lease must end first."""
    for outcome in waiting:
        if outcome.document is not None and work_on(outcome.document.pk):
            return
    sleep(POLL)


def work_on(document_id: int) -> bool:
    state = Document.objects.values_list("state", flat=True).get(pk=document_id)
    if state in (State.WAITING, State.OPENING):
        return processing.open_document(document_id) != processing.Next()
    left = processing.what_is_left(document_id)
    if left.batches:
        processing.read_pages(document_id)
    elif left.drafting or state == State.DRAFTING:
        processing.draft_document(document_id)
    return bool(left.batches or left.drafting)


def show(bars: Progress, task: int, outcome: Outcome) -> None:
    document = outcome.document
    if document is None:
        return
    done = document.pages.exclude(state=PageState.WAITING).count()
    bars.update(task, total=document.page_count, completed=done)  # type: ignore[arg-type]
