"""The three steps that read a document, run here as a worker would run them."""

from uuid import uuid4

import pytest
from django.db.models.functions import Now
from pypdf import PdfWriter

from curation.documents import store
from curation.documents.models import Document, Page
from curation.documents.states import LEASE, WORKER_DEATHS, PageState, State
from curation.examples.models import Example
from curation.intake import drafting, processing
from curation.intake.batch import options_for
from curation.intake.processing import Next, draft_document, open_document, read_pages
from curation.intake.storing import read_again, receive
from curation.pipeline.errors import ReaderDied
from tests.factories import make_project, make_user
from tests.samples.files import text_pdf

pytestmark = pytest.mark.django_db

FAQ = "# Opening hours\n\nQ: When is the clinic open?\nA: The clinic is open from eight to six on working days.\n"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def take(name: str = "faq.md", text: str = FAQ) -> Document:
    return receive(make_project(), name, [text.encode()], by=make_user()).document


def long_text(pages: int) -> str:
    return "\f".join(
        f"Section {n}. The dose of tablet number {n} is {n} milligrams, taken once daily." for n in range(pages)
    )


def run(document: Document) -> Document:
    """All steps, one after the other."""
    step = open_document(document.pk)
    while step.batches:
        step = read_pages(document.pk)
    if step.drafting:
        draft_document(document.pk)
    document.refresh_from_db()
    return document


def test_a_text_file_becomes_pages_passages_and_examples():
    document = run(take())
    assert (document.state, document.page_count, document.language) == (State.READY, 1, "en")
    example = Example.objects.get(document=document, prompt="When is the clinic open?")
    assert example.completion == "The clinic is open from eight to six on working days."
    page = document.pages.get()
    evidence = [page.text[span["start"] : span["end"]] for span in example.evidence]
    assert "open from eight to six" in " ".join(evidence)


def test_pages_keep_what_the_file_calls_them(tmp_path):
    writer = PdfWriter(clone_from=str(text_pdf(tmp_path / "a.pdf", pages=3)))
    writer.set_page_label(0, 1, style="/r")
    writer.write(tmp_path / "b.pdf")
    document = run(receive(make_project(), "b.pdf", [(tmp_path / "b.pdf").read_bytes()], by=make_user()).document)
    assert [page.cited for page in document.pages.all()] == ["1 (i)", "2 (ii)", "3 (1)"]


FRENCH = "Le contrat est signé par les deux parties et se termine en mai. Il est renouvelé dans le mois qui suit. "


def test_a_document_is_in_the_language_of_its_first_pages_and_in_its_projects_where_they_tell_none():
    document = take("contrat.txt", f"{FRENCH * 3}\f{FRENCH * 3}")
    open_document(document.pk)
    assert options_for(document).spoken == ""
    read_pages(document.pk)
    assert options_for(document).spoken == "fr"
    draft_document(document.pk)
    document.refresh_from_db()
    assert document.language == "fr"
    assert run(take("figures.txt", "12 34 56 78 90\n")).language == "en"


def test_every_step_run_twice_changes_nothing():
    document = run(take())
    before = list(Example.objects.order_by("pk").values_list("pk", "prompt"))
    assert open_document(document.pk) == Next()
    assert read_pages(document.pk) == Next()
    draft_document(document.pk)
    assert list(Example.objects.order_by("pk").values_list("pk", "prompt")) == before
    assert document.events.filter(action="drafted").count() == 1


def test_a_damaged_file_says_so():
    document = receive(make_project(), "broken.pdf", [b"%PDF-1.4\nthis is no document"], by=make_user()).document
    run(document)
    assert (document.state, document.problem) == (State.FAILED, "damaged")
    assert "damaged" in document.problem_sentence


def test_a_file_without_text_says_so():
    document = run(take("blank.txt", " \n \n"))
    assert (document.state, document.problem) == (State.FAILED, "no_text")


def test_a_run_that_fell_silent_loses_the_document_to_the_next():
    document = take()
    first = Document.objects.claim(document.pk, waiting=State.WAITING, working=State.OPENING)
    assert Document.objects.claim(document.pk, waiting=State.WAITING, working=State.OPENING) is None
    Document.objects.update(heartbeat=Now() - 2 * LEASE)
    run(document)
    assert (document.state, document.worker_deaths) == (State.READY, 1)
    with pytest.raises(processing.LeaseLost):
        first.fail("damaged")
    document.refresh_from_db()
    assert document.state == State.READY


def test_pages_of_a_killed_run_are_read_by_the_next_and_only_once():
    document = take("long.txt", long_text(10))
    open_document(document.pk)
    lost = Page.objects.lease(document.pk, 8, uuid4())
    assert Page.objects.lease(document.pk, 8, uuid4()) and not Page.objects.free().exists()
    Page.objects.update(leased_until=Now() - LEASE)
    step = Next(batches=1)
    while step.batches:
        step = read_pages(document.pk)
    with pytest.raises(processing.LeaseLost):
        lost[0].store(lost[0].content)
    assert document.pages.filter(state=PageState.READ).count() == 10
    assert step.drafting


def test_ten_killed_runs_end_a_document():
    document = take()
    open_document(document.pk)
    for _ in range(WORKER_DEATHS):
        Page.objects.lease(document.pk, 8, uuid4())
        Page.objects.update(leased_until=Now() - LEASE)
        Document.objects.update(worker_deaths=WORKER_DEATHS - 1)
    read_pages(document.pk)
    document.refresh_from_db()
    assert (document.state, document.problem) == (State.FAILED, "worker_died")


def dies_on(page: int):
    def read(path, media_type, numbers, options, *, on_tick):
        for number in numbers:
            if number == page:
                raise ReaderDied("The reader stopped.", page=page)
            words = f"Q: What does page {number} say?\nA: It says that the dose is {number} milligrams every day."
            yield processing.sandbox.Page(number=number, text=words, method="text")

    return read


def test_a_page_on_which_the_reader_dies_twice_fails_and_the_others_are_read(monkeypatch):
    document = take("long.txt", long_text(5))
    open_document(document.pk)
    monkeypatch.setattr(processing.sandbox, "read_pages", dies_on(3))
    assert read_pages(document.pk).batches == 1
    assert read_pages(document.pk).batches == 1
    assert read_pages(document.pk) == Next(drafting=True)
    assert list(document.pages.filter(state=PageState.FAILED).values_list("number", "problem")) == [(3, "reader_died")]
    draft_document(document.pk)
    document.refresh_from_db()
    assert document.state == State.READY


def test_trying_again_reads_the_failed_pages_alone_and_keeps_what_people_opened(monkeypatch):
    document = take("long.txt", long_text(5))
    with monkeypatch.context() as broken:
        broken.setattr(processing.sandbox, "read_pages", dies_on(3))
        run(document)
    opened, *_ = Example.objects.filter(document=document)
    opened.versions.create(author=make_user(), prompt="Mine")
    others = set(Example.objects.exclude(pk=opened.pk).values_list("pk", flat=True))
    assert others
    unchanged = dict(document.pages.exclude(number=3).values_list("number", "revision"))

    assert read_again(document, by=document.uploaded_by)
    step = processing.what_is_left(document.pk)
    while step.batches:
        step = read_pages(document.pk)
    draft_document(document.pk)

    document.refresh_from_db()
    assert document.state == State.READY
    assert dict(document.pages.exclude(number=3).values_list("number", "revision")) == unchanged
    assert document.pages.get(number=3).state == PageState.READ
    assert Example.objects.filter(pk=opened.pk).exists()
    assert not Example.objects.filter(pk__in=others).exists()
    drafted = list(Example.objects.filter(document=document).values_list("prompt", "completion"))
    assert len(drafted) == len(set(drafted))


def test_a_missing_file_is_a_failure_in_words_not_a_waiting_for_ever():
    document = take()
    store.path_of(document.sha256).unlink()
    run(document)
    assert (document.state, document.problem) == (State.FAILED, "missing_file")


def test_a_long_drafting_run_says_in_between_that_it_lives(monkeypatch):
    document = take("long.txt", long_text(5))
    open_document(document.pk)
    read_pages(document.pk)
    claimed = Document.objects.claim(document.pk, waiting=State.READING, working=State.DRAFTING)
    Document.objects.update(heartbeat=Now() - 2 * LEASE)
    monkeypatch.setattr(drafting, "TICK_SECONDS", -1)
    found = drafting.draft_from(drafting.pages_of(claimed), claimed.project.plan, "en", on_tick=claimed.beat)
    assert found.passages
    assert Document.objects.claim(document.pk, waiting=State.READING, working=State.DRAFTING) is None


def test_a_drafting_run_that_lost_its_document_stores_nothing(monkeypatch):
    document = take("long.txt", long_text(5))
    open_document(document.pk)
    read_pages(document.pk)
    monkeypatch.setattr(drafting, "TICK_SECONDS", -1)
    real = drafting.recipe_of

    def robbed(*args):
        Document.objects.update(token=uuid4())
        return real(*args)

    monkeypatch.setattr(drafting, "recipe_of", robbed)
    draft_document(document.pk)
    document.refresh_from_db()
    assert (document.state, document.passages.count()) == (State.DRAFTING, 0)
