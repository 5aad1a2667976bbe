"""A project's settings: one section, one form, one Save. For its managers."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from curation.http import Request
from curation.projects.access import project_view
from curation.projects.forms import GeneralForm, GuidelineForm, TaskForm
from curation.projects.models import Guideline
from curation.projects.queue_forms import QueueForm
from curation.projects.roles import Role
from curation.projects.views.drafting import drafting
from curation.projects.views.labels import labels
from curation.projects.views.members import members
from curation.projects.views.sections import saved, show


@require_http_methods(["GET", "POST"])
@project_view(Role.MANAGER)
def settings(request: Request, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    return SECTIONS[section](request)


def general(request: Request) -> HttpResponse:
    return project_fields(request, "general", GeneralForm)


def task(request: Request) -> HttpResponse:
    return project_fields(request, "task", TaskForm)


def queue(request: Request) -> HttpResponse:
    return project_fields(request, "queue", QueueForm)


def project_fields(
    request: Request, section: str, form_class: type[GeneralForm] | type[TaskForm] | type[QueueForm]
) -> HttpResponse:
    form = form_class(request.POST or None, instance=request.project)
    if form.is_valid():
        form.save()
        return saved(request, section)
    if form.is_bound:
        request.project.refresh_from_db()  # the form wrote into it; the frame of the page shows what is stored
    return show(request, section, invalid=form.is_bound, form=form)


def guideline(request: Request) -> HttpResponse:
    project, current = request.project, request.project.guideline()
    form = GuidelineForm(request.POST or None, current=current)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if current is None or text != current.text:
            Guideline.objects.create(project=project, number=form.number + 1, text=text, author=request.user)
        return saved(request, "guideline")
    editions = project.guidelines.select_related("author").defer("text").order_by("-number")[:20]
    return show(request, "guideline", invalid=form.is_bound, form=form, current=current, editions=editions)


SECTIONS = {
    "general": general,
    "task": task,
    "labels": labels,
    "guideline": guideline,
    "drafting": drafting,
    "queue": queue,
    "members": members,
}
