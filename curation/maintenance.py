"""Read-only maintenance: people look at everything, and what would change something is refused in one sentence."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from curation.http import Answer, Request

LOOKS = ("GET", "HEAD", "OPTIONS")
GO_ON = ("accounts:sign_in", "accounts:sign_out", "accounts:stay", "accounts:language", "admin:login", "admin:logout")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
WAIT = 60  # seconds
FORM = "application/x-www-form-urlencoded"


class UnderMaintenance(Exception):
    """Something was to be written in answer to a look, as where opening an example reserves it."""


class MaintenanceMiddleware:
    """The last one: what those before it write, as a session that is used, goes on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if not settings.MAINTENANCE:
            return self.get_response(request)
        request.maintenance = True
        if request.method in LOOKS:
            with connection.execute_wrapper(only_looking):
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        response["X-Maintenance"] = "1"
        return response

    def process_view(self, request: Request, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.MAINTENANCE or request.method in LOOKS or (match and match.view_name in GO_ON):
            return None
        return refused(request)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        return refused(request) if isinstance(error, UnderMaintenance) else None


def only_looking(execute: Callable[..., Any], sql: Any, *arguments: Any) -> Any:
    if str(sql).lstrip().upper().startswith(WRITES):
        raise UnderMaintenance
    return execute(sql, *arguments)


def refused(request: Request) -> HttpResponse:
    """A sentence for htmx; otherwise a page that keeps what was sent, to send it again."""
    sentence = _(
        "Maintenance is under way: you can read, but nothing can be changed. What you typed stays on this page."
    )
    if request.htmx:
        response = render(request, "components/_conflict.html", {"message": sentence}, status=503)
    else:
        response = render(request, "503.html", {"sent": sent(request)}, status=503)
    response["Retry-After"] = str(WAIT)
    return response


def sent(request: Request) -> list[tuple[str, str]]:
    """Neither files nor passwords: no page carries those."""
    if request.content_type != FORM or any("password" in name for name in request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
