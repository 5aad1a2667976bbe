"""What a running product takes: processor seconds and memory of all its processes, looked at twice a second (Linux)."""

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Self

EVERY = 0.5  # seconds
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CORES = os.cpu_count() or 1
MIB = 2**20


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    started: int
    processor: float  # seconds
    resident: int  # bytes
    command: str


@dataclass
class Watch:
    """Watches a process and all below it while in the block. A child that lived shorter than a look is missed."""

    root: int
    seconds: float = 0.0
    readers_peak: int = 0  # bytes that one reading child held, with what confines it and what it started
    _took: dict[tuple[int, int], float] = field(default_factory=dict)
    _before: dict[tuple[int, int], float] = field(default_factory=dict)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._began, self._idle = perf_counter(), idle_seconds()
        self._before = {(each.pid, each.started): each.processor for each in below(self.root)}
        self._thread = threading.Thread(target=self._look_again_and_again, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._look()
        self.seconds = perf_counter() - self._began
        self._idle = idle_seconds() - self._idle

    @property
    def processor(self) -> float:
        """Seconds of all cores together that the product took."""
        return sum(took - self._before.get(key, 0.0) for key, took in self._took.items())

    @property
    def cores_busy(self) -> float:
        """Percent of the machine's time that was not idle, whoever used it."""
        return 100 - 100 * self._idle / self.seconds / CORES

    def _look_again_and_again(self) -> None:
        while not self._ended.wait(EVERY):
            self._look()

    def _look(self) -> None:
        found = below(self.root)
        for each in found:
            self._took[each.pid, each.started] = each.processor
        reading = {each.pid for each in found if "curation.pipeline.child" in each.command}
        outermost = [each.pid for each in found if each.pid in reading and each.parent not in reading]
        held = [sum(each.resident for each in below(pid, found)) for pid in outermost]
        self.readers_peak = max([self.readers_peak, *held])


def idle_seconds() -> float:
    """Of all cores since the machine started."""
    return int(Path("/proc/stat").read_text().split()[4]) / TICK


def worker_parents(root: int) -> int:
    """Bytes that the worker's own processes hold, without the readers they started."""
    return sum(each.resident for each in below(root) if "celery" in each.command and "worker" in each.command)


def below(root: int, among: Iterable[Process] | None = None) -> list[Process]:
    """A process and all that it started, and what those started."""
    found = filter(None, map(_read, Path("/proc").glob("[0-9]*"))) if among is None else among
    every = {each.pid: each for each in found}
    return [each for each in every.values() if _descends(each, root, every)]


def _descends(process: Process | None, root: int, every: dict[int, Process]) -> bool:
    while process is not None and process.pid != root:
        process = every.get(process.parent)
    return process is not None


def _read(folder: Path) -> Process | None:
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        command = (folder / "cmdline").read_text().replace("\0", " ")
    except OSError:  # it ended
        return None
    took = (int(fields[11]) + int(fields[12])) / TICK
    return Process(int(folder.name), int(fields[1]), int(fields[19]), took, int(fields[21]) * PAGE, command)
