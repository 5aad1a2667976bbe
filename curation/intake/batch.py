"""One run over some pages of a document: leased share by share, read in one child, stored together.

A run goes on for `BATCH_SECONDS` and then leaves the rest to whoever comes next, so that starting the child costs
little on any file and a big file does not hold a worker. The figures: `docs/background.md`.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from time import monotonic
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F

from curation.documents import store
from curation.documents.limits import limits
from curation.documents.models import Document, Page, Rereading
from curation.documents.models.rereading import Progress
from curation.documents.states import BATCH_SECONDS, PARSER_DEATHS, WORKER_DEATHS, PageState, State
from curation.errors import LeaseLost
from curation.pipeline import language, sandbox
from curation.pipeline.errors import ReaderDied, TooSlow, UnreadableDocument
from curation.pipeline.limits import Options

TESSERACT_LANGUAGES = {"en": ("eng", "spa"), "es": ("spa", "eng")}
TELLING_PAGES = 5  # show a document's language
MOST_AT_ONCE = 32  # pages leased, or stored, together
SHARE_SECONDS = 1.0  # of work in one share, so that all cores end together
STORE_SECONDS = 0.25  # for which pages that were read may be held back to be stored together
PATIENCE_SECONDS = 3.0  # before a run gives way to what somebody waits for


class Batch:
    """What one run holds: pages leased under its token, and pages read that are not stored yet."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.token = uuid4()
        self._began = self._stored = monotonic()
        self._unread: dict[int, Page] = {}
        self._read: list[sandbox.PageResult] = []

    def read(self) -> None:
        """Read for as long as there are pages and time. A page is stored while it is still ours, or LeaseLost."""
        first = self._lease(1 if self.document.is_shared_out else limits().pages)
        if not first:
            return
        options = options_for(self.document, second_engine=not any(page.deaths for page in first))
        try:
            self._read_pages(self._numbers(first), options)
        except (ReaderDied, TooSlow) as death:
            self._store()
            self._blame(death)
        except UnreadableDocument as error:
            self._store()
            self._fail(error)

    def release(self) -> None:
        """Give back what was not read."""
        Page.objects.release(self.token)

    def _read_pages(self, numbers: Iterator[int], options: Options) -> None:
        path = store.existing(self.document.readable)
        results = sandbox.read_pages(path, self.document.media_type, numbers, options, on_tick=self._tick)
        with closing(results):
            for result in results:
                self._read.append(result)
                if len(self._read) >= MOST_AT_ONCE or monotonic() - self._stored > STORE_SECONDS:
                    self._store()
        self._store()

    def _lease(self, size: int, *, unharmed: bool = False) -> list[Page]:
        free = Page.objects.unharmed() if unharmed else Page.objects.all()
        pages = free.lease(self.document.pk, size, self.token)
        self._unread |= {page.number: page for page in pages}
        for _ in {page.abandoned_by for page in pages} - {None}:
            count_worker_death(self.document)
        return pages

    def _numbers(self, share: Sequence[Page]) -> Iterator[int]:
        """What the child is to read next. A page of which a reader died is a run of its own."""
        if not self.document.is_shared_out:
            yield from self._numbers_of_whole(share)
            return
        alone = share[0].deaths
        while share:
            began = monotonic()
            yield from [page.number for page in share]
            if alone or not self._goes_on():
                return
            longer = monotonic() - began < SHARE_SECONDS
            size = min(2 * len(share), MOST_AT_ONCE) if longer else max(1, len(share) // 2)
            share = self._lease(size, unharmed=True)

    def _numbers_of_whole(self, pages: Sequence[Page]) -> Iterator[int]:
        """The pages of a file that must be parsed before any can be read: all of them, unless somebody waits."""
        asked = monotonic()
        for page in pages:
            yield page.number
            if monotonic() - asked > SHARE_SECONDS:
                if self._gives_way():
                    return
                asked = monotonic()

    def _goes_on(self) -> bool:
        return monotonic() - self._began < BATCH_SECONDS and not self._gives_way()

    def _gives_way(self) -> bool:
        return monotonic() - self._began >= PATIENCE_SECONDS and somebody_waits()

    def _tick(self) -> None:
        Page.objects.renew(self.token)
        self._store()

    def _store(self) -> None:
        """Write what was read in one short transaction."""
        with transaction.atomic():
            for result in self._read:
                if isinstance(result, tuple):
                    number, error = result
                    self._unread[number].fail(error.code)
                else:
                    self._unread[result.number].store(result)
            if self._read:
                self.document.touch()
        for result in self._read:
            del self._unread[result[0] if isinstance(result, tuple) else result.number]
        self._read = []
        self._stored = monotonic()

    def _blame(self, death: ReaderDied | TooSlow) -> None:
        """A reader died, or was stopped, on a page. The second time that is the page's own fault."""
        page = self._unread.get(death.page or min(self._unread, default=0))
        if page is not None and page.count_death() >= PARSER_DEATHS:
            page.fail(death.code)
            self.document.touch()

    def _fail(self, error: UnreadableDocument) -> None:
        """One page gave no answer that can be taken; or the file cannot be opened, so that none can be read."""
        if error.page is None:
            self._lease(limits().pages)
        pages = [page for page in self._unread.values() if error.page in (None, page.number)]
        with transaction.atomic():
            for page in pages:
                page.fail(error.code)
            self.document.touch()


def somebody_waits() -> bool:
    """A file waits to be opened, or a page to be read again: a person may be looking at that."""
    opening = Document.objects.filter(state=State.WAITING)
    return opening.exists() or Rereading.objects.filter(state=Progress.WAITING).exists()


def count_worker_death(document: Document) -> None:
    """A run was killed with pages in hand. Ten of those end the document."""
    reading = Document.objects.filter(pk=document.pk, state=State.READING)
    reading.update(worker_deaths=F("worker_deaths") + 1)
    if reading.filter(worker_deaths__gte=WORKER_DEATHS).update(state=State.FAILED, problem="worker_died"):
        raise LeaseLost


def first_words(document: Document) -> str:
    """The text of the first pages that are read, enough to tell what they are written in."""
    return " ".join(document.pages.filter(state=PageState.READ).values_list("text", flat=True)[:TELLING_PAGES])


def options_for(document: Document, *, second_engine: bool = True) -> Options:
    """How the pages of a document are read; one that a reader died of is spared the engine that takes most memory."""
    return Options(
        languages=TESSERACT_LANGUAGES.get(document.project.language, ("eng", "spa")),
        spoken=document.language or language.detect(first_words(document)),
        second_engine=settings.SECOND_ENGINE and second_engine,
        cache=settings.RECOGNISED / document.sha256,
        limits=limits(),
    )
