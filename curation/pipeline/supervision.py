"""Starting, hearing and ending one child process."""

import json
import logging
import os
import selectors
import signal
import subprocess
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import TracebackType
from typing import IO, Self

from curation.pipeline import wire
from curation.pipeline.confinement import OUT_OF_MEMORY, command, environment
from curation.pipeline.errors import ReaderDied, TooLarge, TooSlow, UnreadableDocument
from curation.pipeline.memory import resident

TICK_SECONDS = 4.0
LONGEST_MESSAGE = 64 * 2**20
LAST_WORDS = 4096  # bytes of its stderr that are kept
CHUNK = 1 << 16
# The child limits its address space itself, but text recognition maps far more of that than it uses.
MOST_RESIDENT = 6 * 2**30 // 5
NEEDS_MEMORY = "Reading the file needs more memory than one file may take."

logger = logging.getLogger(__name__)


def _nothing() -> None:
    pass


class Child:
    """A reading process, its messages and its end. Leaving the block kills it and all it started."""

    def __init__(self, file: Path, request: bytes, *, cache: Path | None = None) -> None:
        self.in_work: int | None = None
        self._file = file.resolve()
        self._request = request
        self._cache = cache
        self._messages: deque[bytearray] = deque()
        self._partial = bytearray()
        self._last_words = b""
        self._ticked = monotonic()

    def __enter__(self) -> Self:
        self._scratch = TemporaryDirectory(prefix="glosa-reading-")
        self._process = subprocess.Popen(
            command(self._file, self._cache),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self._scratch.name,
            env=environment(),
            start_new_session=True,
        )
        self._out, self._err = self._pipe(self._process.stdout), self._pipe(self._process.stderr)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)
        self._selector.register(self._err, selectors.EVENT_READ)
        self._in = self._pipe(self._process.stdin)
        self.ask(self._request)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kill()
        self._selector.close()
        self.ask_no_more()
        self._out.close()
        self._err.close()
        self._scratch.cleanup()
        if self._last_words:
            logger.warning("Reading %s: %s", self._file.name, self._last_words.decode("utf-8", "replace"))

    def ask(self, question: bytes) -> None:
        with suppress(BrokenPipeError):  # it may be dead already, which its end will tell
            self._in.write(question)
            self._in.flush()

    def ask_no_more(self) -> None:
        with suppress(BrokenPipeError):
            self._in.close()

    def next_message(self, deadline: float, on_tick: Callable[[], None] = _nothing) -> wire.Message | None:
        """The child's next message, or None at the deadline; raise ReaderDied or TooSlow when it has ended."""
        while not self._messages:
            now = monotonic()
            if now - self._ticked >= TICK_SECONDS:
                on_tick()
                self._ticked = now
            if now >= deadline:
                return None
            for key, _ in self._selector.select(min(deadline - now, TICK_SECONDS / 4)):
                self._hear(key.fd)
            if not self._messages and resident(self._process.pid) > MOST_RESIDENT:
                raise ReaderDied(NEEDS_MEMORY, page=self.in_work)
        message: wire.Message = json.loads(self._messages.popleft())
        return message

    def _hear(self, descriptor: int) -> None:
        chunk = os.read(descriptor, CHUNK)
        if descriptor == self._err.fileno():
            self._last_words = (self._last_words + chunk)[-LAST_WORDS:]
            if not chunk:
                self._selector.unregister(self._err)
        elif chunk:
            self._partial += chunk
            if b"\n" in chunk:
                *whole, self._partial = self._partial.split(b"\n")
                self._messages.extend(whole)
            elif len(self._partial) > LONGEST_MESSAGE:
                raise TooLarge("This page holds more text than one page can.", page=self.in_work)
        else:
            raise self._death()

    def _death(self) -> UnreadableDocument:
        self._kill()
        status = self._process.returncode
        ended_by = -status if status < 0 else status - 128  # bubblewrap reports a signal as a shell does
        if ended_by == signal.SIGXCPU:
            return TooSlow("Reading the file took too much of the processor's time.", page=self.in_work)
        # pdfium aborts when an allocation fails.
        if status == OUT_OF_MEMORY or ended_by in {signal.SIGABRT, signal.SIGTRAP, signal.SIGKILL}:
            return ReaderDied(NEEDS_MEMORY, page=self.in_work)
        return ReaderDied("The program that reads this kind of file crashed on it.", page=self.in_work)

    def _kill(self) -> None:
        """End the whole group, the text recognition it started included, and leave no zombie."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise ValueError("Popen was not asked for this pipe")
        return pipe
