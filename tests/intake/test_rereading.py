"""Reading a page again with other settings: the new text waits beside the old one until somebody takes it."""

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from PIL import Image

from curation.documents.models import Document, Rereading
from curation.documents.models.rereading import Progress, ReadingChanged
from curation.documents.states import LEASE, PARSER_DEATHS, PageState, State
from curation.examples.models import Example
from curation.examples.states import Action, Status
from curation.intake import asking_again, processing, rereading
from curation.intake.reconciling import PATIENCE, waiting_rereadings
from curation.intake.storing import receive
from curation.pipeline.errors import ReaderDied
from curation.pipeline.types import Method, Page
from curation.projects.roles import Role
from tests.factories import join, make_project, make_user

pytestmark = pytest.mark.django_db

PAGES = (
    "# Opening hours\n\nQ: When is the clinlc open?\nA: The clinlc is open from eight to six on working days.\n",
    "# Parking\n\nQ: Where can I park?\nA: You can park behind the building, free of charge.\n",
)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document():
    document = receive(make_project(), "faq.txt", ["\f".join(PAGES).encode()], by=make_user()).document
    step = processing.open_document(document.pk)
    while step.batches:
        step = processing.read_pages(document.pk)
    processing.draft_document(document.pk)
    document.refresh_from_db()
    assert (document.state, document.page_count) == (State.READY, 2)
    return document


def better(page: Page) -> Page:
    text = page.content.text.replace("clinlc", "clinic").replace("Opening hours", "Opening hours of the year")
    return Page(number=page.number, text=text, method=Method.OCR)


def reads(result):
    """A reader that gives `result`, a function of the page's number, and notes its options."""
    seen = []

    def read(path, media_type, numbers, options, *, on_tick):
        seen.append((list(numbers), options))
        for number in numbers:
            yield result(number)

    return read, seen


@pytest.fixture
def reader(monkeypatch, document):
    texts = {page.number: better(page) for page in document.pages.all()}
    read, seen = reads(texts.get)
    monkeypatch.setattr(rereading.sandbox, "read_pages", read)
    return seen


def ask(document, *numbers, **settings):
    assert asking_again.ask(document, numbers, settings, by=document.uploaded_by) == list(numbers)
    return list(Rereading.objects.open().filter(page__document=document, page__number__in=numbers))


def reread(document, *numbers, **settings):
    for asked in ask(document, *numbers, **settings):
        rereading.read(asked.pk)
    return list(Rereading.objects.open().filter(page__document=document).select_related("page"))


def take(document, *numbers):
    asking_again.accept(document, reread(document, *numbers), by=document.uploaded_by)
    processing.draft_document(document.pk)
    document.refresh_from_db()


def test_the_new_text_waits_beside_the_old_one(document, reader):
    before = document.pages.get(number=1)
    [done] = reread(document, 1, angle=90, photo=True)
    assert (done.state, "clinic" in done.read.text) == (Progress.DONE, True)
    page = document.pages.get(number=1)
    assert (page.text, page.revision) == (before.text, before.revision)
    [(numbers, options)] = reader
    assert (numbers, options.angle, options.clean) == ([1], 90, True)


def test_dropping_it_changes_nothing(document, reader):
    asking_again.drop(document, reread(document, 1))
    assert "clinlc" in document.pages.get(number=1).text
    assert not Rereading.objects.open().exists()
    assert not document.events.filter(action=Action.REREAD).exists()


def test_taking_it_touches_that_page_alone_and_drafts_anew_what_nobody_opened(document, reader):
    revisions = dict(document.pages.values_list("number", "revision"))
    take(document, 1)
    assert document.state == State.READY
    assert dict(document.pages.values_list("number", "revision")) == {1: revisions[1] + 1, 2: revisions[2]}
    drafted = Example.objects.filter(document=document)
    assert "When is the clinic open?" in drafted.values_list("prompt", flat=True)
    assert not any("clinlc" in example.completion for example in drafted)
    assert [event.note for event in document.events.filter(action=Action.REREAD)] == ["1"]


@pytest.fixture
def opened(document):
    """An example of the page that somebody has a version of."""
    example = Example.objects.get(document=document, prompt="When is the clinlc open?")
    example.versions.create(author=make_user(), prompt="Mine")
    return example


def evidence_of(example):
    example.refresh_from_db()
    pages = dict(example.document.pages.values_list("number", "text"))
    return [pages[span["page"]][span["start"] : span["end"]] for span in example.evidence]


def test_what_somebody_opened_is_kept_marked_and_points_to_the_new_words(document, reader, opened):
    before = evidence_of(opened)
    assert any("clinlc is open" in piece for piece in before)
    take(document, 1)
    assert evidence_of(opened) == [piece.replace("clinlc", "clinic") for piece in before]
    assert opened.source_changed and opened.completion == "The clinlc is open from eight to six on working days."
    other = Example.objects.get(document=document, prompt="Where can I park?")
    assert not other.source_changed


def test_settling_an_example_takes_its_mark_off(document, reader, opened):
    take(document, 1)
    opened.refresh_from_db()
    opened.move(Status.SUBMITTED, by=make_user(), action=Action.SUBMITTED)
    opened.refresh_from_db()
    assert not opened.source_changed


@pytest.mark.parametrize(("text", "marked"), [("clinic", False), ("", True)])
def test_a_final_example_is_marked_only_when_its_evidence_is_gone(document, monkeypatch, opened, text, marked):
    Example.objects.filter(pk=opened.pk).update(status=Status.FINAL, final_prompt="a", final_completion="b")
    new = document.pages.get(number=1).text.replace("clinlc", "clinic") if text else "Another page altogether."
    read, _ = reads(lambda number: Page(number=number, text=new, method=Method.OCR))
    monkeypatch.setattr(rereading.sandbox, "read_pages", read)
    take(document, 1)
    opened.refresh_from_db()
    assert (opened.source_changed, bool(opened.evidence)) == (marked, not marked)


def test_of_two_answers_the_second_is_told(document, reader):
    [done] = reread(document, 1)
    [same] = Rereading.objects.filter(pk=done.pk).select_related("page")
    asking_again.accept(document, [done], by=document.uploaded_by)
    with pytest.raises(ReadingChanged):
        asking_again.accept(document, [same], by=document.uploaded_by)
    with pytest.raises(ReadingChanged):
        asking_again.drop(document, [same])


def test_a_page_that_changed_in_the_meantime_refuses_the_older_reading(document, reader):
    [done] = reread(document, 1)
    document.pages.filter(number=1).update(revision=9)
    with pytest.raises(ReadingChanged):
        asking_again.accept(document, [done], by=document.uploaded_by)
    done.refresh_from_db()
    assert done.state == Progress.DONE
    assert "clinlc" in document.pages.get(number=1).text


def test_asking_again_replaces_what_nobody_answered(document, reader):
    [first] = reread(document, 1)
    [second] = reread(document, 1, photo=True)
    first.refresh_from_db()
    assert (first.state, second.state) == (Progress.DROPPED, Progress.DONE)


def test_a_killed_run_is_rung_for_and_does_the_work_once(document, reader):
    [asked] = ask(document, 1)
    assert waiting_rereadings() == []
    Rereading.objects.update(asked_at=Now() - 2 * PATIENCE)
    assert waiting_rereadings() == [asked.pk]
    killed = Rereading.objects.claim(asked.pk)
    assert Rereading.objects.claim(asked.pk) is None
    Rereading.objects.update(heartbeat=Now() - 2 * LEASE)
    assert waiting_rereadings() == [asked.pk]
    rereading.read(asked.pk)
    rereading.read(asked.pk)
    assert len(reader) == 1
    with pytest.raises(processing.LeaseLost):
        killed.finish(better(document.pages.get(number=1)))
    assert Rereading.objects.get().state == Progress.DONE


def test_a_page_that_kills_its_workers_ends_with_the_reason(document):
    [asked] = ask(document, 1)
    Rereading.objects.update(
        state=Progress.READING, deaths=PARSER_DEATHS, heartbeat=Now() - 2 * LEASE, asked_at=Now() - 2 * PATIENCE
    )
    assert waiting_rereadings() == []
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == (Progress.FAILED, "worker_died")


def test_a_reader_that_dies_leaves_the_page_as_it_was(document, monkeypatch):
    def dies(*args, **kwargs):
        raise ReaderDied("The reader stopped.", page=1)
        yield

    monkeypatch.setattr(rereading.sandbox, "read_pages", dies)
    [failed] = reread(document, 1)
    assert (failed.state, failed.problem) == (Progress.FAILED, "reader_died")
    assert document.pages.get(number=1).state == PageState.READ


def test_a_page_that_failed_becomes_part_of_the_document(document, reader):
    document.pages.filter(number=1).update(state=PageState.FAILED, problem="too_slow", text="")
    Document.objects.update(state=State.FAILED, problem="too_slow")
    take(document, 1)
    assert (document.state, document.problem, document.pages.get(number=1).state) == ("ready", "", PageState.READ)


def test_a_run_that_drafts_from_the_old_text_loses_to_the_new_one(document, reader):
    Document.objects.update(state=State.READING)
    drafting = Document.objects.claim(document.pk, waiting=State.READING, working=State.DRAFTING)
    asking_again.accept(document, reread(document, 1), by=document.uploaded_by)
    with pytest.raises(processing.LeaseLost):
        drafting.advance(State.READY)
    processing.draft_document(document.pk)
    assert Example.objects.filter(document=document, prompt="When is the clinic open?").exists()


# --- the addresses ---------------------------------------------------------------------------------------------------
@pytest.fixture
def person(client, document):
    person = join(document.project, make_user(), Role.MANAGER)
    client.force_login(person)
    return person


def post(client, document, name, **data):
    address = reverse(f"intake:{name}", args=[document.project.slug, document.pk])
    return client.post(address, data, follow=True)


def test_pages_are_chosen_and_set_in_one_form(client, document, person):
    page = post(client, document, "read_again", pages="1-2", angle="180", photo="on").content.decode()
    assert "2 pages are read again." in page
    asked = Rereading.objects.values_list("page__number", "settings", "asked_by")
    assert list(asked) == [(n, {"angle": 180, "photo": True}, person.pk) for n in (1, 2)]


@pytest.mark.parametrize("pages", ["", "x", "3-1", "1-100000", "1,,2", "0x1"])
def test_a_form_filled_in_wrongly_says_so(client, document, person, pages):
    response = post(client, document, "read_again", pages=pages)
    assert response.status_code == 422 and not Rereading.objects.exists()


def test_a_page_that_is_not_there_is_not_read(client, document, person):
    assert "not there" in post(client, document, "read_again", pages="7").content.decode()


def test_an_answer_to_a_reading_of_another_document_changes_nothing(client, document, person, reader):
    other = receive(document.project, "other.txt", [b"Other words altogether."], by=person).document
    [done] = reread(document, 1)
    post(client, other, "answer_readings", answer="accept", reading=done.pk)
    done.refresh_from_db()
    assert done.state == Progress.DONE


def test_all_new_readings_of_a_document_are_taken_at_once(client, document, person, reader):
    reread(document, 1, 2)
    page = post(client, document, "answer_readings", answer="accept").content.decode()
    assert "The new text is in its place" in page
    assert [*document.pages.values_list("method", flat=True)] == ["ocr", "ocr"]


def test_a_real_scan_turned_the_right_way_is_read(settings, tmp_path):
    drawn = tmp_path / "blank.png"
    Image.new("L", (400, 300), "white").save(drawn)
    document = receive(make_project(), "blank.png", [drawn.read_bytes()], by=make_user()).document
    processing.open_document(document.pk)
    processing.read_pages(document.pk)
    [done] = reread(document, 1, angle=90)
    assert (done.state, done.read.width, done.read.height) == (Progress.DONE, 300, 400)
