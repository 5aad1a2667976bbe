"""Who may open a project's views: one decorator that names the role."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase

from curation.compiled import CompiledRows, Parameter
from curation.http import Request
from curation.projects.models import Membership
from curation.projects.roles import Role, added_up

View = Callable[..., HttpResponseBase]


def _memberships(user: Parameter, slug: Parameter) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user, project__slug=slug).select_related("project")


MEMBERSHIPS = CompiledRows(_memberships, "user", "slug")


def project_view(*roles: Role) -> Callable[[View], View]:
    """Open `/p/<p>/...` to members holding any of `roles`; without roles, to every member.

    A stranger gets 404, a member without the role 403. Sets `request.project` and `request.roles`; the
    view itself takes the request and what follows the project in the address.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: Request, p: str, **kwargs: Any) -> HttpResponseBase:
            mine = MEMBERSHIPS(request.user, p)
            if not mine:
                raise Http404
            request.project = mine[0].project
            request.roles = added_up([membership.role for membership in mine])
            if roles and not request.roles.intersection(roles):
                raise PermissionDenied
            return view(request, **kwargs)

        wrapped.roles = roles  # type: ignore[attr-defined]  # the role table in the tests reads it
        return wrapped

    return decorate
