"""What the shell around every page needs to know."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from curation.projects.models import Project


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The open project, the person's roles in it as a set of names, and the projects they can switch to."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "project": getattr(request, "project", None),
        "roles": {role.value for role in getattr(request, "roles", ())},
        "my_projects": SimpleLazyObject(lambda: list(Project.objects.visible_to(user).order_by("name")[:50])),
    }
