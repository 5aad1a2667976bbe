"""What is fetched in advance begins behind what somebody waits for, and not later than is polite."""

from contextlib import suppress
from threading import Event, Thread

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from curation import courtesy
from curation.courtesy import CourtesyMiddleware, courteous


def usual(request):
    return HttpResponse()


@courteous
def in_advance(request):
    return HttpResponse()


class Server:
    """Answers requests in threads; the usual ones go on until `done`."""

    def __init__(self):
        self.done, self.begun, self._threads = Event(), {usual: Event(), in_advance: Event()}, []
        self.middleware = CourtesyMiddleware(self.work)

    def work(self, request):
        self.middleware.process_view(request, request.view, (), {})
        self.begun[request.view].set()
        if request.view is usual:
            assert self.done.wait(60)
            raise RuntimeError("also one that failed is at work no longer")
        return HttpResponse()

    def ask(self, view):
        request = RequestFactory().get("/")
        request.view = view
        self._threads.append(Thread(target=self._ask, args=[request], daemon=True))
        self._threads[-1].start()

    def _ask(self, request):
        with suppress(RuntimeError):
            self.middleware(request)

    def stop(self):
        self.done.set()
        for thread in self._threads:
            thread.join(5)


@pytest.fixture
def server():
    server = Server()
    yield server
    server.stop()


def test_it_begins_when_nobody_waits(server, monkeypatch):
    monkeypatch.setattr(courtesy, "PATIENCE", 600)
    server.ask(usual)
    assert server.begun[usual].wait(60)
    server.ask(in_advance)
    assert not server.begun[in_advance].wait(0.1)
    server.done.set()
    assert server.begun[in_advance].wait(60)


def test_it_begins_at_once_where_nothing_else_is_at_work(server, monkeypatch):
    monkeypatch.setattr(courtesy, "PATIENCE", 600)
    server.ask(in_advance)
    assert server.begun[in_advance].wait(60)


def test_it_does_not_wait_for_ever(server, monkeypatch):
    monkeypatch.setattr(courtesy, "PATIENCE", 0.01)
    server.ask(usual)
    assert server.begun[usual].wait(60)
    server.ask(in_advance)
    assert server.begun[in_advance].wait(60) and not server.done.is_set()


@pytest.mark.parametrize(("path", "is_courteous"), [("peek", True), ("decide", False), ("draft", False)])
def test_the_next_example_is_fetched_courteously(path, is_courteous):
    assert getattr(resolve(f"/p/cardiology/annotate/1/{path}/").func, "is_courteous", False) == is_courteous
