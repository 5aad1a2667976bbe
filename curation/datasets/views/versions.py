"""The versions of a project, and one of them while it is built and after."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseStopPolling, trigger_client_event

from curation.celery import ring
from curation.datasets import tasks
from curation.datasets.forms import FORMAT_NAMES, LEAVABLE
from curation.datasets.models import DatasetVersion
from curation.datasets.states import State
from curation.datasets.words import shown
from curation.documents.models import Worker
from curation.examples.models import Example
from curation.http import Request
from curation.projects.access import project_view
from curation.projects.roles import Role


class AgainForm(forms.Form):
    leave_out = forms.MultipleChoiceField(choices=LEAVABLE, required=False)


@project_view(Role.MANAGER)
def list_versions(request: Request) -> HttpResponse:
    versions = [
        {"version": version, "checks": shown(version.checks), "formats": _names(version)}
        for version in DatasetVersion.objects.filter(project=request.project).for_list()
    ]
    finals = Example.objects.filter(project=request.project).final()
    context = {"nav": "datasets", "versions": versions, "any_final": bool(versions) or finals.exists()}
    return render(request, "datasets/list.html", context)


@project_view(Role.MANAGER)
def detail(request: Request, number: int) -> HttpResponse:
    return render(request, "datasets/detail.html", _context(_version(request, number)))


@project_view(Role.MANAGER)
def build(request: Request, number: int) -> HttpResponse:
    """How far the build has come; a POST tries a failed one again."""
    version = _version(request, number)
    if request.method == "POST":
        form = AgainForm(request.POST)
        version.try_again(leave_out=form.cleaned_data["leave_out"] if form.is_valid() else [])
        ring(tasks.build, version.pk)
        return redirect("datasets:detail", request.project.slug, number)
    if not request.htmx:
        return redirect("datasets:detail", request.project.slug, number)
    response = render(request, "datasets/_version.html", _context(version))
    if version.is_moving:
        return response
    response.status_code = HttpResponseStopPolling.status_code
    done = version.state == State.READY
    said = _("Version %(version)s is ready.") if done else _("Version %(version)s was not built.")
    toast = {"level": "success" if done else "error", "text": said % {"version": version}}
    return trigger_client_event(response, "app:toast", toast)


def _version(request: Request, number: int) -> DatasetVersion:
    found = DatasetVersion.objects.filter(project=request.project).for_list()
    return get_object_or_404(found, number=number)


def _names(version: DatasetVersion) -> list[str]:
    return [str(FORMAT_NAMES.get(name, name)) for name in version.formats]


def _context(version: DatasetVersion) -> dict[str, Any]:
    abandoned = version.state == State.WAITING and not Worker.objects.alive().exists()
    return {
        "nav": "datasets", "version": version, "checks": shown(version.checks), "files": version.files.all(),
        "formats": _names(version), "no_worker": abandoned,
    }  # fmt: skip
