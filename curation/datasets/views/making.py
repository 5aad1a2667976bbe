"""A new version in four steps. What was said travels in the query string, so every step can be kept and shared."""

from typing import Any

from django.db.models import Max
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.celery import ring
from curation.datasets import tasks
from curation.datasets.forms import STEPS, PlanForm
from curation.datasets.looking import Look, look, size
from curation.datasets.models import DatasetVersion
from curation.examples.models import Example
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role

STEP_NAMES = {
    "choose": gettext_lazy("Choose"),
    "split": gettext_lazy("Split"),
    "check": gettext_lazy("Check"),
    "build": gettext_lazy("Build"),
}


@project_view(Role.MANAGER)
def create(request: Request) -> HttpResponse:
    """One step of the form; a POST is the last one, and builds."""
    posted = request.method == "POST"
    form = PlanForm(request.POST if posted else request.GET, project=request.project)
    step = _step(form, "build" if posted else request.GET.get("step", ""))
    found = look(form.version()) if step in ("check", "build") and form.is_valid() else None
    if posted and found and _may_build(form, found):
        version = DatasetVersion.objects.start(form.version(by=request.user))
        ring(tasks.build, version.pk)
        return redirect("datasets:detail", request.project.slug, version.number)
    context = _context(request, form, step) | {"look": found, "size": _size(form) if step != "check" else None}
    return render(request, "datasets/create.html", context, status=422 if posted else 200)


@project_view(Role.MANAGER)
def counts(request: Request) -> HttpResponse:
    """How many examples the choice comes to, and how the split would fall."""
    if not request.htmx:
        return _to_page(request, "split")
    form = PlanForm(request.GET, project=request.project)
    return render(request, "datasets/_counts.html", {"form": form, "size": _size(form)})


@project_view(Role.MANAGER)
def checks(request: Request) -> HttpResponse:
    """The checks, and the first lines of the files."""
    if not request.htmx:
        return _to_page(request, "check")
    form = PlanForm(request.GET, project=request.project)
    found = look(form.version()) if form.is_valid() else None
    return render(request, "datasets/_checks.html", {"form": form, "look": found})


def _may_build(form: PlanForm, found: Look) -> bool:
    if found.errors:
        form.add_error(None, _("Some examples did not pass the checks. Go back to Check and leave them out."))
    elif found.warnings and not form.cleaned_data["warnings_seen"]:
        form.add_error("warnings_seen", _("Tick this to build in spite of the warnings."))
    return form.is_valid()


def _step(form: PlanForm, asked: str) -> str:
    """The step asked for, unless an earlier one has something wrong in it."""
    steps = list(STEPS)
    asked = asked if asked in STEPS else steps[0]
    wrong = form.first_step_with_errors()
    return wrong if wrong and steps.index(wrong) < steps.index(asked) else asked


def _size(form: PlanForm) -> Any:
    return size(form.version()) if form.is_valid() else None


def _context(request: Request, form: PlanForm, step: str) -> dict[str, Any]:
    query = QueryDict(mutable=True)
    query.update(form.data)
    for name in ("step", "number", "csrfmiddlewaretoken"):
        query.pop(name, None)
    names = list(STEP_NAMES)
    after = names[names.index(step) + 1 :]
    latest = DatasetVersion.objects.filter(project=request.project).aggregate(Max("number"))["number__max"]
    return {
        "nav": "datasets", "form": form, "step": step, "query": query.urlencode(), "step_names": STEP_NAMES,
        "next_step": after[0] if after else "", "next_name": STEP_NAMES[after[0]] if after else "",
        "fields": [form[name] for name in STEPS[step]],
        "carried": [form[name] for other, names in STEPS.items() if other != step for name in names],
        "number": (latest or 0) + 1,
        "any_final": Example.objects.final().filter(project=request.project).exists(),
    }  # fmt: skip


def _to_page(request: Request, step: str) -> HttpResponse:
    query = request.GET.copy()
    query["step"] = step
    return redirect(f"{reverse('datasets:create', args=[request.project.slug])}?{query.urlencode()}")
