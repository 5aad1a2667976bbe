"""What every request and answer has in common: the typed request, and middleware with one job each."""

import logging
import re
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.staticfiles.storage import HashedFilesMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails
from whitenoise.storage import CompressedManifestStaticFilesStorage

from curation.errors import Conflict

if TYPE_CHECKING:
    from curation.accounts.models import User
    from curation.projects.models import Project
    from curation.projects.roles import Role

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]


class Request(HttpRequest):
    """A request of a signed-in person. `project` and `roles` are set by `projects.access.project_view`."""

    htmx: HtmxDetails
    user: "User"  # type: ignore[assignment]
    id: str
    project: "Project"
    roles: "frozenset[Role]"


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and compression; `import` paths are rewritten in our own modules alone.

    The switch for all modules breaks on a comment in django-htmx that looks like an import.
    """

    patterns = (*HashedFilesMixin.patterns, ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1]))


class RequestIdMiddleware:
    """Give each request a short reference that error pages show and the log carries."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(4)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
        if response.status_code >= 500:
            logger.error(
                "answered %s to %s %s, reference %s", response.status_code, request.method, request.path, request.id
            )  # type: ignore[attr-defined]
        return response


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every view needs a login unless it says otherwise; a fragment request gets 401, which opens the sign-in dialog."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponse]) -> HttpResponse:
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


class NoStoreMiddleware:
    """Nothing a signed-in person sees is kept by a cache, unless the view says so itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ("HX-Request",))
        return response


class ConflictMiddleware:
    """Answer 409 with the conflict's own sentence: a fragment for htmx, a page otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Conflict):
            return None
        template = "components/_conflict.html" if request.htmx else "409.html"  # type: ignore[attr-defined]
        response = render(request, template, {"message": str(error)}, status=409)
        response["HX-Retarget"], response["HX-Reswap"] = "#notices", "innerHTML"  # what was on screen stays
        return response


UNSAFE_IN_NAME = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown_name(name: str) -> str:
    """A file's name as it may be shown: directories dropped, control and direction marks made visible as ␣."""
    return UNSAFE_IN_NAME.sub("␣", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()[:255]
