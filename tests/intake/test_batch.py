"""One run over some pages: how long it lasts, what it starts, what it leaves, what it writes."""

import subprocess
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from docx import Document as WordDocument
from docx.shared import Cm

from curation.documents.models import Document, Page
from curation.documents.states import LEASE, MUCH_LETTERING, PageState, State
from curation.errors import LeaseLost
from curation.intake import batch as module
from curation.intake.batch import Batch
from curation.intake.processing import open_document, read_pages, what_is_left
from curation.intake.storing import receive
from curation.pipeline import sandbox
from curation.pipeline.errors import Damaged, TooLarge
from tests.factories import make_document, make_project, make_user
from tests.samples.files import picture, text_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def document(tmp_path):
    """A PDF with text, its 20 pages laid out."""
    content = text_pdf(tmp_path / "long.pdf", pages=20).read_bytes()
    document = receive(make_project(), "long.pdf", [content], by=make_user()).document
    open_document(document.pk)
    return document


@pytest.fixture
def started(monkeypatch):
    """Every child that was started."""
    children = []

    class Counted(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            children.append(args)
            super().__init__(*args, **kwargs)

    monkeypatch.setattr("curation.pipeline.supervision.subprocess.Popen", Counted)
    return children


def numbers(document, **fields):
    return list(document.pages.filter(**fields).values_list("number", flat=True))


def test_one_child_reads_on_for_as_long_as_the_run_lasts(document, started):
    read_pages(document.pk)
    assert numbers(document, state=PageState.READ) == list(range(1, 21))
    assert len(started) == 1


def test_a_run_over_its_time_leaves_the_rest_free_for_the_next(document, monkeypatch):
    monkeypatch.setattr(module, "BATCH_SECONDS", -1)
    assert read_pages(document.pk).batches > 1
    assert numbers(document, state=PageState.READ) == [1]
    assert Page.objects.free().filter(document=document).count() == 19
    assert document.pages.exclude(lease=None).filter(state=PageState.WAITING).count() == 0


@pytest.mark.parametrize(
    ("pictures", "runs", "read"), [(MUCH_LETTERING, 4, [1]), (MUCH_LETTERING - 1, 1, list(range(1, 9)))]
)
def test_a_word_file_with_many_pictures_is_shared_out_like_a_scan(monkeypatch, pictures, runs, read):
    written = WordDocument()
    for number in range(8):
        shown = BytesIO()
        picture([f"Invoices {2011 + number % pictures}"], size=(500, 240)).save(shown, "PNG")
        written.add_paragraph("As shown:").paragraph_format.page_break_before = True
        written.add_picture(shown, width=Cm(8))
    saved = BytesIO()
    written.save(saved)
    document = receive(make_project(), "figures.docx", [saved.getvalue()], by=make_user()).document
    assert open_document(document.pk).batches == runs
    monkeypatch.setattr(module, "BATCH_SECONDS", -1)
    read_pages(document.pk)
    assert numbers(document, state=PageState.READ) == read
    assert document.pages.get(number=1).text == "As shown:\n\nInvoices 2011"


@pytest.mark.parametrize(("patience", "read"), [(-1, 1), (60, 20)])
def test_after_a_while_a_run_gives_way_to_a_file_that_waits_to_be_opened(document, monkeypatch, patience, read):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", patience)
    make_document(document.project, state=State.WAITING)
    read_pages(document.pk)
    assert len(numbers(document, state=PageState.READ)) == read


def test_a_file_that_is_parsed_as_a_whole_gives_way_too_and_is_read_on_after(monkeypatch):
    text = "\n\n".join(f"{number}. Bisoprolol is taken once daily. " * 60 for number in range(12))
    document = receive(make_project(), "long.txt", [text.encode()], by=make_user()).document
    open_document(document.pk)
    monkeypatch.setattr(module, "SHARE_SECONDS", -1)
    monkeypatch.setattr(module, "PATIENCE_SECONDS", -1)
    waits = make_document(document.project, state=State.WAITING)
    assert read_pages(document.pk).batches == 1
    assert numbers(document, state=PageState.READ) == [1]
    waits.delete()
    assert read_pages(document.pk).drafting
    assert len(numbers(document, state=PageState.READ)) > 5


def test_a_run_gives_way_to_nobody_when_nobody_waits(document, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", -1)
    read_pages(document.pk)
    assert len(numbers(document, state=PageState.READ)) == 20


def test_pages_that_are_read_quickly_are_stored_together(document, monkeypatch):
    monkeypatch.setattr(module, "STORE_SECONDS", 600)
    monkeypatch.setattr("curation.pipeline.supervision.TICK_SECONDS", 600)
    with CaptureQueriesContext(connection) as queries:
        read_pages(document.pk)
    touched = [query for query in queries if '"changed_at"' in query["sql"] and query["sql"].startswith("UPDATE")]
    assert len(touched) == 1


def test_a_page_that_took_its_time_is_stored_at_once(document, monkeypatch):
    monkeypatch.setattr(module, "STORE_SECONDS", -1)
    real, stored = sandbox.read_pages, []

    def spied(*args, **kwargs):
        for page in real(*args, **kwargs):
            yield page
            stored.append((page.number, len(numbers(document, state=PageState.READ))))

    monkeypatch.setattr(sandbox, "read_pages", spied)
    read_pages(document.pk)
    assert stored == [(number, number) for number in range(1, 21)]


def test_what_is_held_back_is_not_stored_once_the_pages_are_another_runs(document, monkeypatch):
    monkeypatch.setattr(module, "STORE_SECONDS", 600)
    monkeypatch.setattr("curation.pipeline.supervision.TICK_SECONDS", 600)
    batch = Batch(document)
    real = sandbox.read_pages

    def robbed(*args, **kwargs):
        yield from real(*args, **kwargs)
        Page.objects.filter(document=document, number=7).update(lease=uuid4())

    monkeypatch.setattr(sandbox, "read_pages", robbed)
    with pytest.raises(LeaseLost):
        batch.read()
    assert numbers(document, state=PageState.READ) == []


def test_the_pages_of_one_dead_run_count_as_one_death_however_they_are_shared_out(document):
    Page.objects.lease(document.pk, 12, uuid4())
    Page.objects.update(leased_until=Now() - LEASE)
    read_pages(document.pk)
    document.refresh_from_db()
    assert (len(numbers(document, state=PageState.READ)), document.worker_deaths) == (20, 1)


def test_a_page_of_which_a_reader_died_is_a_run_of_its_own_without_the_second_engine(document, monkeypatch):
    document.pages.filter(number=3).update(deaths=1)
    real, second = sandbox.read_pages, []

    def spied(path, media_type, numbers, options, *, on_tick):
        second.append(options.second_engine)
        return real(path, media_type, numbers, options, on_tick=on_tick)

    monkeypatch.setattr(sandbox, "read_pages", spied)
    read_pages(document.pk)
    assert numbers(document, state=PageState.WAITING) == [3]
    assert what_is_left(document.pk).batches == 1
    read_pages(document.pk)
    assert numbers(document, state=PageState.WAITING) == []
    assert second == [True, False]


@pytest.mark.parametrize(
    ("error", "failed"), [(Damaged("Broken."), list(range(1, 21))), (TooLarge("Too much text.", page=2), [2])]
)
def test_a_file_that_cannot_be_opened_fails_all_its_pages_and_one_page_fails_alone(
    document, monkeypatch, error, failed
):
    def refuses(path, media_type, numbers, options, *, on_tick):
        next(numbers), next(numbers)
        raise error
        yield

    monkeypatch.setattr(sandbox, "read_pages", refuses)
    read_pages(document.pk)
    assert numbers(document, state=PageState.FAILED) == failed
    assert not document.pages.filter(state=PageState.WAITING).exclude(lease=None).exists()
    assert Document.objects.get(pk=document.pk).worker_deaths == 0
