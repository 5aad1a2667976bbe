"""A connection to the database that was kept is asked whether it still stands only when its socket gives a sign."""

import select
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponseBase


class KeptConnectionsMiddleware:
    """A server that ends a connection says so on the socket, as one that is idle never does: to look there saves the
    question that Django would put with every request. At any sign Django asks as ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for kept in connections.all(initialized_only=True):
            if kept.vendor == "postgresql" and kept.connection is not None and not has_sign(kept.connection):
                kept.health_check_done = True  # type: ignore[attr-defined]
        return self.get_response(request)


def has_sign(driver: Any) -> bool:
    """Whether a connection of psycopg, which has no question open, has something to read or is closed."""
    if driver.closed:
        return True
    looking = select.poll()
    looking.register(driver.fileno(), select.POLLIN)
    return bool(looking.poll(0))
