"""The sign of life of a build, written beside it: the build's own connection is busy reading one snapshot."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection

from curation.datasets.models import DatasetVersion
from curation.errors import LeaseLost

logger = logging.getLogger(__name__)
EVERY = 1.0  # seconds: as often as a page asks how far the build has come


class Heart:
    def __init__(self, version: DatasetVersion) -> None:
        self._version = version
        self._done = self._total = 0
        self._lost = False
        self._stopped = Event()

    def expect(self, total: int) -> None:
        self._total = total

    def step(self) -> None:
        """One more example done; raise LeaseLost when another run has the version now."""
        self._done += 1
        if self._lost:
            raise LeaseLost

    def stop(self) -> None:
        self._stopped.set()

    def beat_until_stopped(self) -> None:
        try:
            while not self._lost and not self._stopped.wait(EVERY):
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            self._version.advance(done=self._done, total=self._total)
        except LeaseLost:
            self._lost = True
        except DatabaseError:  # the next beat tries again; silence for longer than a lease is told by the row
            logger.warning("dataset version %s: one heartbeat was not written", self._version.pk)
            connection.close()


@contextmanager
def beating(version: DatasetVersion) -> Iterator[Heart]:
    heart = Heart(version)
    thread = Thread(target=heart.beat_until_stopped, name=f"heart of dataset version {version.pk}", daemon=True)
    thread.start()
    try:
        yield heart
    finally:
        heart.stop()
        thread.join()
