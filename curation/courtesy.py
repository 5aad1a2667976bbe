"""What is fetched in advance lets pass what somebody waits for."""

from collections.abc import Callable
from threading import Condition
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PATIENCE = 0.25  # seconds; it is read before it is needed, but not for ever


def courteous(view: View) -> View:
    """A view that nobody waits for."""
    view.is_courteous = True  # type: ignore[attr-defined]  # decorators hand it on
    return view


class CourtesyMiddleware:
    """A courteous view begins when no other is at work in this process, at the latest after `PATIENCE`.

    Of the requests in one process one computes at a time: beside three others each takes four times as long.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._at_work: set[HttpRequest] = set()
        self._free = Condition()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        finally:
            with self._free:
                self._at_work.discard(request)
                if not self._at_work:
                    self._free.notify_all()

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_arguments: Any) -> None:
        with self._free:
            if getattr(view, "is_courteous", False):
                self._free.wait_for(lambda: not self._at_work, PATIENCE)
            else:
                self._at_work.add(request)
