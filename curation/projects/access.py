"""Who may open a project's views: one decorator that names the role."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from curation.http import Request
from curation.projects.models import Project
from curation.projects.roles import Role

View = Callable[..., HttpResponseBase]


def project_view(*roles: Role) -> Callable[[View], View]:
    """Open `/p/<p>/...` to members holding any of `roles`; without roles, to every member.

    A stranger gets 404, a member without the role 403. Sets `request.project` and `request.roles`; the
    view itself takes the request and what follows the project in the address.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: Request, p: str, **kwargs: Any) -> HttpResponseBase:
            request.project = get_object_or_404(Project.objects.visible_to(request.user), slug=p)
            request.roles = request.project.roles_of(request.user)
            if roles and not request.roles.intersection(roles):
                raise PermissionDenied
            return view(request, **kwargs)

        wrapped.roles = roles  # type: ignore[attr-defined]  # the role table in the tests reads it
        return wrapped

    return decorate
