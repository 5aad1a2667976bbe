"""The short-lived process in which files are opened. Runs under limits, answers in JSON lines, then ends.

It is started by `sandbox`, never imported by it.
"""

import base64
import ctypes
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from curation.pipeline import drawing, reading, wire
from curation.pipeline.confinement import OUT_OF_MEMORY
from curation.pipeline.errors import Damaged, UnreadableDocument
from curation.pipeline.limits import Options
from curation.pipeline.ocr import cache
from curation.pipeline.reading.members import members
from curation.pipeline.reading.pdf_unlocked import unlocked

ADDRESS_SPACE = 3 * 2**29  # 1.5 GiB
MOST_ADDRESS_SPACE = 3 * 2**30  # what the second text recognition engine may raise it to
CHUNK = 4 * 2**20  # of a file, in one message
LARGEST_FILE = 100 * 2**20  # written by us or by what we start
PR_SET_PDEATHSIG = 1


def main() -> None:
    out = _only_messages_on_stdout()
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["options"]["batch_seconds"])
    tempfile.tempdir = str(Path.cwd())  # ours alone, removed by whoever started us
    try:
        for message in _answers(request):
            out.write(wire.line(message))
            out.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _answers(request: wire.Message) -> Iterator[wire.Message]:
    with _refusing("The file is damaged and cannot be read.") as refusal:
        yield from JOBS[request["job"]](request)
        yield {"done": True}
    yield from refusal


@contextmanager
def _refusing(damaged: str) -> Iterator[list[wire.Message]]:
    """The list says how the block failed; whatever a broken file makes a library raise is about the file."""
    refusal: list[wire.Message] = []
    try:
        yield refusal
    except UnreadableDocument as error:
        refusal.append({"error": wire.from_error(error)})
    except MemoryError:
        raise
    except Exception:
        traceback.print_exc()
        refusal.append({"error": wire.from_error(Damaged(damaged))})


def _asked() -> Iterator[Any]:
    """The questions that follow the request, one on a line, until there are no more."""
    for line in sys.stdin.buffer:
        yield json.loads(line)


def _outline(request: wire.Message) -> Iterator[wire.Message]:
    options = wire.to_options(request["options"])
    found = reading.outline(Path(request["path"]), request["media_type"], options.limits)
    yield {"outline": wire.from_outline(found)}


def _pages(request: wire.Message) -> Iterator[wire.Message]:
    options: Options = wire.to_options(request["options"])
    with reading.opened(Path(request["path"]), request["media_type"], options) as read_page:
        for number in _asked():
            yield {"begin": number}
            answer = _page(read_page, number)
            for name, content in cache.taken():
                yield {"learned": name, "content": base64.b64encode(content).decode()}
            yield answer


def _page(read_page: reading.PageReader, number: int) -> wire.Message:
    return _about(number, lambda: {"page": wire.from_page(read_page(number))})


def _about(number: int, answer: Callable[[], wire.Message]) -> wire.Message:
    """The answer about one page, or why there is none; the others may well be readable."""
    with _refusing("This page is damaged and cannot be read.") as refusal:
        return answer()
    return {"failed": number} | refusal[0]


def _draw(request: wire.Message) -> Iterator[wire.Message]:
    widths = request["widths"]
    with drawing.opened(Path(request["path"]), request["media_type"], max(widths)) as draw:
        for number, angle in _asked():
            yield _about(number, lambda: _drawn(number, drawing.webps(draw(number, angle), widths)))  # noqa: B023


def _drawn(number: int, files: dict[int, bytes]) -> wire.Message:
    return {"drawn": number, "pictures": [[width, base64.b64encode(file).decode()] for width, file in files.items()]}


def _members(request: wire.Message) -> Iterator[wire.Message]:
    limits = wire.to_options(request["options"]).limits
    for name, content in members(Path(request["path"]), request["media_type"], limits):
        yield {"member": name}
        yield from _in_chunks(content)


def _unlock(request: wire.Message) -> Iterator[wire.Message]:
    yield from _in_chunks(unlocked(Path(request["path"]), request["password"]))


def _in_chunks(content: bytes) -> Iterator[wire.Message]:
    for at in range(0, len(content), CHUNK):
        yield {"data": base64.b64encode(content[at : at + CHUNK]).decode()}


JOBS = {"outline": _outline, "pages": _pages, "draw": _draw, "members": _members, "unlock": _unlock}


def _only_messages_on_stdout() -> BinaryIO:
    """A library that prints must not be taken for us: from here on its output goes to stderr."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _hardest(kind: int, soft: int, hard: int) -> int:
    if kind == resource.RLIMIT_CPU:  # at its soft limit a process gets SIGXCPU, which says what happened
        return hard
    if kind == resource.RLIMIT_AS:
        return MOST_ADDRESS_SPACE if hard == resource.RLIM_INFINITY else min(MOST_ADDRESS_SPACE, hard)
    return soft


def _limit(seconds: int) -> None:
    wanted = {
        resource.RLIMIT_AS: ADDRESS_SPACE,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: LARGEST_FILE,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (soft, _hardest(kind, soft, hard)))
        except (ValueError, OSError):  # macOS refuses a limit on address space
            print(f"no limit {kind}", file=sys.stderr)
    if sys.platform == "linux":
        # A worker that is killed outright cannot stop us any more.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
