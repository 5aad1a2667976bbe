"""Starting a job that drafts with a language model, and working it off in place where no worker does."""

from time import sleep

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from curation.accounts.models import User
from curation.celery import ring
from curation.documents.models import Document, Passage
from curation.documents.states import State
from curation.errors import Conflict
from curation.examples.models import Example, ModelJob, ModelPassage
from curation.examples.models.model_job import PassageState
from curation.intake import suggesting, tasks
from curation.projects.models import Project

PAUSE = 0.2  # seconds


class NotNow(Conflict):
    """The model is off, busy, or has nothing to draft from."""


def to_draft_from(documents: QuerySet[Document]) -> QuerySet[Passage]:
    """The passages in force of documents that are ready, from which no model has drafted."""
    drafted = Example.objects.filter(passage=OuterRef("pk"), drafter__startswith="model-")
    asked = ModelPassage.objects.filter(passage=OuterRef("pk"), state=PassageState.DROPPED)
    ready = documents.filter(state=State.READY).order_by().values("pk")
    passages = Passage.objects.filter(document__in=ready, recipe=F("document__recipe"))
    return passages.filter(~Exists(drafted), ~Exists(asked)).order_by("document_id", "ordinal")


def start(project: Project, documents: QuerySet[Document], *, by: User | None, budget: int) -> ModelJob:
    """Queue the passages of these documents; raise NotNow."""
    if not project.drafts_with_model:
        raise NotNow(_("Drafting with the language model is switched off in this project."))
    try:
        with transaction.atomic():
            job = ModelJob.objects.create(
                project=project, started_by=by, model=settings.MODEL_NAME[:200], budget=_within(budget)
            )
            passages = to_draft_from(documents).values_list("pk", flat=True)
            rows = [ModelPassage(job=job, passage_id=pk) for pk in passages]
            if not rows:
                raise NotNow(_("The model has drafted from all passages already."))
            ModelPassage.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        raise NotNow(_("The model is drafting for this project already.")) from error
    ring(tasks.suggest, job.pk)
    return job


def go_on(job: ModelJob, *, budget: int) -> None:
    """Take up a job that was stopped, with so many tokens more; raise NotNow."""
    try:
        with transaction.atomic():
            if not job.go_on(budget=_within(budget)):
                raise NotNow(_("There is nothing to go on with."))
    except IntegrityError as error:
        raise NotNow(_("The model is drafting for this project already.")) from error
    ring(tasks.suggest, job.pk)


def _within(budget: int) -> int:
    return min(budget, settings.MODEL_JOB_TOKENS)


def work_off(job: ModelJob) -> ModelJob:
    """Run the job to its end in this process, beside whatever worker helps; it as it is then."""
    while job.is_moving:
        suggesting.run(job.pk)
        job.refresh_from_db()
        if job.is_moving:
            sleep(PAUSE)
    return job
