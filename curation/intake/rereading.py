"""Reading one page again with other settings, in the background. What a person does with it: `asking_again`."""

from contextlib import closing
from dataclasses import replace

from curation.documents import reading_settings, store
from curation.documents.models import Rereading
from curation.intake.batch import options_for
from curation.pipeline import sandbox
from curation.pipeline.errors import TooSlow, UnreadableDocument
from curation.runs import ending_in_a_state


def read(rereading_id: int) -> None:
    """Read one page once more and keep what was read beside it. Safe to run twice."""
    rereading = Rereading.objects.claim(rereading_id)
    if rereading is None:  # answered, done, or held by a worker that lives
        return

    def end(error: Exception) -> bool:
        if isinstance(error, UnreadableDocument):
            rereading.fail(error.code)
            return True
        rereading.fail("failed")
        return False

    with ending_in_a_state(f"rereading {rereading_id}", end):
        rereading.finish(read_page(rereading))
    rereading.page.document.touch()


def read_page(rereading: Rereading) -> sandbox.Page:
    document, number = rereading.page.document, rereading.page.number
    options = replace(options_for(document), **reading_settings.options(rereading.settings))
    path = store.existing(document.readable)
    results = sandbox.read_pages(path, document.media_type, [number], options, on_tick=rereading.beat)
    with closing(results):
        result = next(results, None)
    if result is None:
        raise TooSlow("Reading this page took too long.", page=number)
    if isinstance(result, tuple):
        raise result[1]
    return result
