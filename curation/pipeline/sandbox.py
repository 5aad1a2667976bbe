"""Reads files in a short-lived child process. Its death is an answer; its memory, time and reach are bounded."""

import base64
from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path
from time import monotonic

from curation.pipeline import confinement, wire
from curation.pipeline.errors import TooLarge, TooSlow, UnreadableDocument
from curation.pipeline.limits import Limits, Options
from curation.pipeline.ocr import cache
from curation.pipeline.supervision import Child
from curation.pipeline.types import Outline, Page

OUTLINE_SECONDS = 30
DRAW_SECONDS = 30  # for one page
DRAWING_SECONDS = 120  # of the processor, for all of them
MEMBERS_SECONDS = 120
AHEAD = 2  # pages that a child is asked for at a time, so that it does not wait while we store one
AHEAD_SECONDS = 0.5  # that a page may take for this: with slower ones, whoever asks must be able to stop soon

PageResult = Page | tuple[int, UnreadableDocument]
Drawing = tuple[int, dict[int, bytes] | UnreadableDocument]


def describe() -> str:
    """What confines the readers on this machine."""
    return "bubblewrap and resource limits" if confinement.bubblewrap_works() else "resource limits"


def outline(path: Path, media_type: str, limits: Limits) -> Outline:
    request = wire.request("outline", path, media_type, Options(limits=limits, batch_seconds=OUTLINE_SECONDS))
    return wire.to_outline(_answer(request, path, OUTLINE_SECONDS)["outline"])


def draw(
    path: Path, media_type: str, pages: Iterable[tuple[int, int]], widths: Sequence[int]
) -> Generator[Drawing, None, None]:
    """Pictures of pages, told by their numbers and angles: of each the WebP files by width, or why there are none."""
    request = wire.request("draw", path, media_type, Options(batch_seconds=DRAWING_SECONDS), widths=list(widths))
    with Child(path, request) as child:
        questions = _Questions(child, pages)
        while "done" not in (message := _told(child.next_message(monotonic() + DRAW_SECONDS))):
            questions.answered()
            if "failed" in message:
                yield message["failed"], wire.to_error(message["error"])
            else:
                yield message["drawn"], {width: base64.b64decode(file) for width, file in message["pictures"]}


def members(path: Path, media_type: str, limits: Limits, into: Path) -> list[tuple[str, Path]]:
    """What the file carries inside it, written into a folder of ours: the name it has there, and where it is now.

    On an error the folder may hold some of it.
    """
    request = wire.request("members", path, media_type, Options(limits=limits, batch_seconds=MEMBERS_SECONDS))
    ends = monotonic() + MEMBERS_SECONDS
    found: list[tuple[str, Path]] = []
    room = limits.zip_bytes
    with Child(path, request) as child:
        while "done" not in (message := _told(child.next_message(ends))):
            if "member" in message:
                found.append((message["member"], into / f"{len(found) + 1:05d}"))
                found[-1][1].touch()
                continue
            content = base64.b64decode(message["data"])
            room -= len(content)
            if room < 0 or len(found) > limits.zip_entries:  # the child counts too, but it may have been taken over
                raise TooLarge("The file holds more other files than can be read.")
            with found[-1][1].open("ab") as file:
                file.write(content)
    return found


def read_pages(
    path: Path, media_type: str, numbers: Iterable[int], options: Options, *, on_tick: Callable[[], None]
) -> Generator[PageResult, None, None]:
    """Each page as soon as it is read, or its number with why not. What to read is asked for as it is needed.

    `on_tick` is called at least every 5 seconds of waiting; what it raises stops the child. Raises ReaderDied or
    TooSlow with the page that was in work; the pages after it are simply not there, nor are those for which the
    batch had no time left.
    """
    request = wire.request("pages", path, media_type, options)
    with Child(path, request, cache=options.cache) as child:
        yield from _page_results(child, _Questions(child, numbers), options, on_tick)


class _Questions:
    """What a child is to be asked, a few ahead of its answers."""

    def __init__(self, child: Child, questions: Iterable[int | tuple[int, int]]) -> None:
        self._child, self._questions = child, iter(questions)
        self._unanswered = 0
        self._answered_at = monotonic()
        self._ask(AHEAD)

    def answered(self) -> None:
        """Ask the next one in the place of an answered one."""
        now = monotonic()
        self._unanswered -= 1
        self._ask(AHEAD if now - self._answered_at < AHEAD_SECONDS else 1)
        self._answered_at = now

    def _ask(self, ahead: int) -> None:
        while self._unanswered < ahead:
            question = next(self._questions, None)
            if question is None:
                self._child.ask_no_more()
                return
            self._child.ask(wire.line(question))
            self._unanswered += 1


def _page_results(
    child: Child, questions: _Questions, options: Options, on_tick: Callable[[], None]
) -> Generator[PageResult, None, None]:
    batch_ends = monotonic() + options.batch_seconds
    settled = 0
    while True:
        page_ends = monotonic() + options.page_seconds
        message = child.next_message(min(page_ends, batch_ends), on_tick)
        if message is None and settled and batch_ends < page_ends:
            return  # the batch's time is up, which says nothing against this page
        if message is None:
            raise TooSlow("Reading this page took too long.", page=child.in_work)
        if "done" in message:
            return
        if "begin" in message:
            child.in_work = message["begin"]
        elif "learned" in message:
            if options.cache:
                cache.keep(options.cache, message["learned"], base64.b64decode(message["content"]))
        else:
            result = _page_result(message)
            questions.answered()
            yield result
            settled += 1


def _page_result(message: wire.Message) -> PageResult:
    if "page" in message:
        return wire.to_page(message["page"])
    if "failed" in message:
        return message["failed"], wire.to_error(message["error"])
    raise wire.to_error(message["error"])


def _answer(request: bytes, path: Path, seconds: float) -> wire.Message:
    """The one answer to a question about a file."""
    with Child(path, request) as child:
        return _told(child.next_message(monotonic() + seconds))


def _told(message: wire.Message | None) -> wire.Message:
    if message is None:
        raise TooSlow("Opening the file took too long.")
    if "error" in message and "failed" not in message:  # about all of the file, not about a page
        raise wire.to_error(message["error"])
    return message
