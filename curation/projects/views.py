"""The way in."""

from django.http import HttpResponse
from django.shortcuts import redirect

from curation.http import Request
from curation.projects.models import Project


def home(request: Request) -> HttpResponse:
    """The only project's home, else the list."""
    mine = list(Project.objects.visible_to(request.user)[:2])
    return redirect("projects:home", mine[0].slug) if len(mine) == 1 else redirect("projects:list")
