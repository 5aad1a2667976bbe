"""The way in: the list of projects, a new one, and a project's home with its guideline."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from curation.http import Request
from curation.projects.access import project_view
from curation.projects.activity import recent_activity
from curation.projects.forms import ProjectForm
from curation.projects.markdown import first_words
from curation.projects.models import Project
from curation.projects.next_steps import likely_step, next_steps
from curation.projects.progress import progress_of
from curation.projects.roles import Role, added_up
from curation.projects.setting_up import setup_steps
from curation.projects.starting import may_start, start_project


def home(request: Request) -> HttpResponse:
    """The only project's home, else the list."""
    mine = list(Project.objects.visible_to(request.user)[:2])
    return redirect("projects:home", mine[0].slug) if len(mine) == 1 else redirect("projects:list")


@require_safe
def project_list(request: Request) -> HttpResponse:
    mine: dict[Project, list[str]] = {}
    for membership in request.user.memberships.select_related("project").order_by("project__name", "project_id"):
        mine.setdefault(membership.project, []).append(membership.role)
    progress = progress_of(mine)
    cards = [
        {
            "project": project,
            "roles": [Role(name).label for name in Role.values if name in given],
            "progress": progress[project.pk],
            "step": likely_step(added_up(given), progress[project.pk]),
        }
        for project, given in mine.items()
    ]
    return render(request, "projects/list.html", {"cards": cards, "may_start": may_start(request.user)})


def create(request: Request) -> HttpResponse:
    if not may_start(request.user):
        raise PermissionDenied
    form = ProjectForm(request.POST or None, initial={"language": request.user.language or "en"})
    if request.method == "POST" and form.is_valid():
        project = start_project(**form.cleaned_data, by=request.user)
        return redirect("projects:home", project.slug)
    return render(request, "projects/create.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@project_view()
def project_home(request: Request) -> HttpResponse:
    project, progress = request.project, progress_of([request.project])[request.project.pk]
    current = project.guideline()
    setup = setup_steps(project) if Role.MANAGER in request.roles and progress.is_untouched else []
    page = {
        "nav": "home",
        "progress": progress,
        "setup": [] if all(step.done for step in setup) else setup,
        "steps": next_steps(project, request.user, request.roles, progress),
        "doubtful": project.documents.needing_attention().count(),
        "documents": project.documents.count(),
        "moving": project.documents.moving().count(),
        "current": current,
        "preview": first_words(current.text, 280) if current else "",
        "activity": recent_activity(project),
    }
    return render(request, "projects/home.html", page)


@require_safe
@project_view()
def progress(request: Request) -> HttpResponse:
    if not request.htmx:
        return redirect("projects:home", request.project.slug)
    figures = progress_of([request.project])[request.project.pk]
    return render(request, "projects/_progress.html", {"project": request.project, "progress": figures})


@require_safe
@project_view()
def guideline(request: Request) -> HttpResponse:
    current = request.project.guideline()
    shown = {"nav": "home", "current": current, "text": current.html() if current else ""}
    return render(request, "projects/_guideline.html" if request.htmx else "projects/guideline.html", shown)
