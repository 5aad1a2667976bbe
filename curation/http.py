"""What every request and answer has in common: the typed request, and middleware with one job each."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from curation.errors import Conflict

if TYPE_CHECKING:
    from curation.accounts.models import User
    from curation.projects.models import Project
    from curation.projects.roles import Role

logger = logging.getLogger(__name__)


class Request(HttpRequest):
    """A request of a signed-in person. `project` and `roles` are set by `projects.access.project_view`."""

    htmx: HtmxDetails
    user: "User"
    id: str
    project: "Project"
    roles: "frozenset[Role]"
    maintenance: bool


Answer = Callable[[Request], HttpResponse]


class RequestIdMiddleware:
    """Give each request a short reference that error pages show and the log carries, and say how long it took us."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.id = secrets.token_hex(4)
        began = time.perf_counter()
        response = self.get_response(request)
        response["Server-Timing"] = f"app;dur={1000 * (time.perf_counter() - began):.1f}"
        response["X-Request-Id"] = request.id
        if response.status_code >= 500:
            logger.error("%s to %s %s, reference %s", response.status_code, request.method, request.path, request.id)
        return response


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every view needs a login unless it says otherwise.

    A fragment request of nobody gets 401, which opens the sign-in dialog.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: Request, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.htmx:
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


class NoStoreMiddleware:
    """Nothing a signed-in person sees is kept by a cache, unless the view says so itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ("HX-Request",))
        return response


class ConflictMiddleware:
    """Answer 409 with the conflict's own sentence: a fragment for htmx, a page otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Conflict):
            return None
        template = "components/_conflict.html" if request.htmx else "409.html"
        response = render(request, template, {"message": str(error)}, status=409)
        response["HX-Retarget"], response["HX-Reswap"] = "#notices", "innerHTML"  # what was on screen stays
        return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what went wrong on our side, with the reference that the log carries."""
    return render(request, "500.html", status=500)


UNSAFE_IN_NAME = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown_name(name: str) -> str:
    """A file's name as it may be shown: directories dropped, control and direction marks made visible as ␣."""
    return UNSAFE_IN_NAME.sub("␣", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()[:255]
