"""One turn of a job that drafts with a language model. Its rows are the queue: a kill loses and doubles nothing.

Requests are sent from threads, several at once; the rows are written by the one thread that runs the turn.
"""

import logging
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from time import monotonic, sleep

from django.conf import settings
from django.utils import timezone

from curation.errors import LeaseLost
from curation.examples import asking
from curation.examples.models import ModelCall, ModelJob, ModelPassage
from curation.examples.models.model_job import JobState, PassageState
from curation.intake import suggesting_drafts
from curation.pipeline.drafting.model import answer, prompts
from curation.pipeline.drafting.model.answer import Answer
from curation.pipeline.drafting.model.endpoint import Endpoint, EndpointFailed, Message, Spent
from curation.pipeline.drafting.model.prompts import Style

logger = logging.getLogger(__name__)
TURN = 20.0  # seconds in which a run takes passages, before what reads documents gets the worker
TICK = 0.5
ATTEMPTS = 5  # of one passage
FAILURES = 8  # in a row, after which the job stops and says why
LONGEST_WAIT = 300.0  # seconds; an endpoint may ask for more
Result = tuple[list[Answer], Spent]


class Taken(Enum):
    """What trying to take the next passage came to."""

    ONE = auto()
    NOT_NOW = auto()
    NOTHING_LEFT = auto()
    OVER_BUDGET = auto()


@dataclass
class Turn:
    job: ModelJob
    endpoint: Endpoint
    style: Style
    pool: ThreadPoolExecutor
    until: float
    under_way: dict[Future[Result], tuple[ModelPassage, ModelCall]] = field(default_factory=dict)
    is_over: bool = False  # nothing new is taken; what is under way is still stored

    def take(self) -> Taken:
        """Send the next passage, if there is one and the limits allow it."""
        if self.job.not_before and self.job.not_before > timezone.now():
            return Taken.NOT_NOW
        rows = self.job.passages.filter(state=PassageState.WAITING).order_by("attempts", "id")
        row = rows.select_related("passage__document").first()
        if row is None:
            return Taken.NOTHING_LEFT
        messages = prompts.for_drafts(asking.passage_of(row.passage), self.style)
        cost = prompts.cost(messages)
        if self.job.tokens + cost > self.job.budget:
            return Taken.OVER_BUDGET
        call = asking.reserve(cost, self.job)
        if call is None:
            return Taken.NOT_NOW
        ModelPassage.objects.filter(pk=row.pk).update(state=PassageState.ASKING, token=self.job.token)
        row.token = self.job.token
        self.under_way[self.pool.submit(ask, self.endpoint, messages, self.style.kind, row.passage.text)] = row, call
        return Taken.ONE

    def store(self, future: Future[Result]) -> None:
        row, call = self.under_way.pop(future)
        try:
            answers, spent = future.result()
        except EndpointFailed as failure:
            call.settle(failure.spent.tokens_in, failure.spent.tokens_out)
            self.fail(row, failure)
            return
        call.settle(spent.tokens_in, spent.tokens_out)
        suggesting_drafts.store(row, answers, self.style, self.job.drafter)
        if self.job.failures and not self.is_over:
            self.job.note(failures=0)

    def fail(self, row: ModelPassage, failure: EndpointFailed) -> None:
        """Leave the passage for later, or for good; wait before the next, or stop the job."""
        if failure.is_for_all:
            release(row, failure)
            self.stop(failure)
            return
        attempts = row.attempts + 1
        final = attempts >= ATTEMPTS or not failure.may_pass
        release(row, failure, attempts=attempts, state=PassageState.FAILED if final else PassageState.WAITING)
        if failure.may_pass and not self.is_over:
            failures = self.job.failures + 1
            pause = failure.retry_after if failure.retry_after is not None else 2.0 ** min(failures, 6)
            not_before = timezone.now() + timedelta(seconds=min(pause, LONGEST_WAIT))
            self.job.note(failures=failures, not_before=not_before, said=failure.said, status=failure.status)
            if failures >= FAILURES:
                self.stop(failure)

    def stop(self, failure: EndpointFailed) -> None:
        if not self.is_over:
            self.job.settle(JobState.FAILED, said=failure.said, status=failure.status)
        self.is_over = True


def run(pk: int) -> int | None:
    """One turn of the job, if it waits; the job whose turn is next."""
    job = ModelJob.objects.claim(pk)
    if job is None:
        return None
    if not job.project.drafts_with_model:
        job.settle(JobState.CANCELLED)
        return None
    # What a run that died was asking for.
    job.passages.filter(state=PassageState.ASKING).update(state=PassageState.WAITING, token=None)
    with ThreadPoolExecutor(max(1, settings.MODEL_AT_ONCE)) as pool:
        turn = Turn(job, asking.endpoint(), asking.style_of(job.project), pool, monotonic() + TURN)
        try:
            _work(turn)
        except LeaseLost:
            _say_lost(job)
    return waiting_job()


def waiting_job() -> int | None:
    """The job to ring for: one at a time is asked for; the one that waits longest."""
    ModelJob.objects.give_up_on_poison()
    if ModelJob.objects.attended().exists():
        return None
    return ModelJob.objects.due().values_list("pk", flat=True).first()


def _work(turn: Turn) -> None:
    while True:
        taken = _take_all(turn)
        if turn.under_way:
            for future in wait(turn.under_way, timeout=TICK, return_when=FIRST_COMPLETED).done:
                _store(turn, future)
        elif turn.is_over:
            return
        elif taken is Taken.NOT_NOW and monotonic() < turn.until:
            sleep(TICK)
        else:
            _end(turn, taken)
            return


def _take_all(turn: Turn) -> Taken:
    """As many passages as may be under way together; beats on the way."""
    taken = Taken.NOT_NOW
    try:
        if not turn.is_over:
            turn.job.beat()
        while not turn.is_over and monotonic() < turn.until and len(turn.under_way) < settings.MODEL_AT_ONCE:
            taken = turn.take()
            if taken is not Taken.ONE:
                break
    except LeaseLost:
        _say_lost(turn.job)
        turn.is_over = True
    return taken


def _store(turn: Turn, future: Future[Result]) -> None:
    try:
        turn.store(future)
    except LeaseLost:
        _say_lost(turn.job)
        turn.is_over = True


def _say_lost(job: ModelJob) -> None:
    logger.info("job %s of the language model: cancelled, or another run has it", job.pk)


def _end(turn: Turn, taken: Taken) -> None:
    left = turn.job.passages.filter(state=PassageState.WAITING).exists()
    if not left:
        turn.job.settle(JobState.DONE, said="", status=0)
    elif taken is Taken.OVER_BUDGET:
        turn.job.settle(JobState.BUDGET, said="", status=0)
    else:
        turn.job.settle(JobState.WAITING)


def ask(endpoint: Endpoint, messages: list[Message], kind: str, text: str) -> Result:
    return endpoint.ask(messages, answer.schema(kind), lambda said: answer.read(said, kind, text))


def release(row: ModelPassage, failure: EndpointFailed, **fields: object) -> None:
    """Put back what this run was asking for, with what was said."""
    ours = ModelPassage.objects.filter(pk=row.pk, token=row.token, state=PassageState.ASKING)
    told = {"state": PassageState.WAITING, "token": None, "said": failure.said, "status": failure.status}
    ours.update(**told | fields)
