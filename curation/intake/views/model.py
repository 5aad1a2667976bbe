"""Drafting with the language model: starting it, how far it is and what it costs, stopping it, and what it dropped."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curation.documents.models import Document, Worker
from curation.examples.asking import finding_of
from curation.examples.findings import sentence
from curation.examples.models import ModelJob
from curation.http import Request
from curation.intake import suggesting_jobs
from curation.projects.access import project_view
from curation.projects.models import Project
from curation.projects.roles import Role

LEAST = 1000  # tokens: about one passage
SHOWN = 100  # passages with dropped drafts


class BudgetForm(forms.Form):
    budget = forms.IntegerField(label=gettext_lazy("Tokens to spend at most"), min_value=LEAST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.MODEL_JOB_TOKENS
        self.fields["budget"] = forms.IntegerField(
            label=self.fields["budget"].label, min_value=min(LEAST, most), max_value=most, initial=most, localize=False,
            help_text=gettext_lazy("It stops before it would spend more. You can let it go on then."),
        )  # fmt: skip


class StartForm(BudgetForm):
    """All documents, or one."""

    document = forms.ModelChoiceField(
        Document.objects.none(), required=False, label=gettext_lazy("Document"), empty_label=gettext_lazy("All of them")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = project.documents.exclude(recipe="").order_by("-id")
        self.fields["document"].queryset = self.documents  # type: ignore[attr-defined]

    @property
    def chosen(self) -> QuerySet[Document]:
        one = self.cleaned_data["document"]
        return self.documents.filter(pk=one.pk) if one else self.documents


@require_http_methods(["GET", "POST"])
@project_view(Role.MANAGER)
def model_drafting(request: Request) -> HttpResponse:
    """The page of the latest job, with the form that starts another."""
    form = StartForm(
        request.POST if request.method == "POST" else None, project=request.project, initial=request.GET.dict()
    )
    if form.is_valid():
        suggesting_jobs.start(request.project, form.chosen, by=request.user, budget=form.cleaned_data["budget"])
        messages.success(request, _("The model begins to draft."))
        return redirect("intake:model_drafting", request.project.slug)
    page = {
        "nav": "settings",
        "form": form,
        "left": _left(request.project),
        **_shown(request, _latest(request.project)),
    }
    return render(request, "intake/model_drafting.html", page, status=422 if form.is_bound else 200)


@require_GET
@project_view(Role.MANAGER)
def model_job(request: Request, pk: int) -> HttpResponse:
    """How far a job is; 286 ends the asking."""
    job = _find(request, pk)
    if not request.htmx:
        return redirect("intake:model_drafting", request.project.slug)
    return render(request, "intake/_model_job.html", _shown(request, job), status=200 if job.is_moving else 286)


@require_POST
@project_view(Role.MANAGER)
def model_stop(request: Request, pk: int) -> HttpResponse:
    if _find(request, pk).cancel():
        messages.info(request, _("The model drafts no further. What it has made stays."))
    return redirect("intake:model_drafting", request.project.slug)


@require_POST
@project_view(Role.MANAGER)
def model_go_on(request: Request, pk: int) -> HttpResponse:
    job = _find(request, pk)
    form = BudgetForm(request.POST)
    if form.is_valid():
        suggesting_jobs.go_on(job, budget=form.cleaned_data["budget"])
        return redirect("intake:model_drafting", request.project.slug)
    start = StartForm(project=request.project)
    page = {"nav": "settings", "form": start, "left": _left(request.project), **_shown(request, job), "more": form}
    return render(request, "intake/model_drafting.html", page, status=422)


def _left(project: Project) -> int:
    return suggesting_jobs.to_draft_from(project.documents.all()).count()


def _latest(project: Project) -> ModelJob | None:
    return project.model_jobs.order_by("-id").first()


def _find(request: Request, pk: int) -> ModelJob:
    return get_object_or_404(request.project.model_jobs, pk=pk)


def _shown(request: Request, job: ModelJob | None) -> dict[str, Any]:
    if job is None:
        return {"job": None}
    return {
        "job": job, "counts": job.counts, "tokens": job.tokens, "more": BudgetForm(),
        "no_worker": job.is_moving and not Worker.objects.alive().exists(),
        "dropped": [] if job.is_moving else _dropped(job),
        "failed": [] if job.is_moving else list(_failed(job)),
    }  # fmt: skip


def _dropped(job: ModelJob) -> list[dict[str, Any]]:
    """What the gate kept back, with its reasons in words."""
    rows = job.passages.exclude(dropped=[]).select_related("passage__document").order_by("id")[:SHOWN]
    return [
        {**draft, "passage": row.passage, "sentences": [sentence(finding_of(one)) for one in draft["reasons"]]}
        for row in rows
        for draft in row.dropped
    ]


def _failed(job: ModelJob) -> QuerySet[Any]:
    return job.passages.filter(state="failed").select_related("passage__document").order_by("id")[:SHOWN]
