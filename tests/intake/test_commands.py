"""The headless job without a worker: the command does the work itself."""

import json

import pytest
from django.core.management import CommandError, call_command

from curation.documents.models import Document
from curation.projects.models import Project
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("Q: Is the clinic open on Sunday?\nA: No, it is closed on Sundays and holidays.")
    (folder / "deep" / "b.md").write_text("# Fees\n\nThe first visit costs 40 euros and is paid at the desk.")
    return folder


def ingest(capsys, *arguments, code=0):
    if code:
        with pytest.raises(SystemExit) as stop:
            call_command("ingest", *map(str, arguments), "--json")
        assert stop.value.code == code
    else:
        call_command("ingest", *map(str, arguments), "--json")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_is_read_here_when_no_worker_runs_and_says_so(capsys, folder):
    call_command("ingest", "clinic", str(folder), "--create", "question_answer", "--wait", "--json")
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert "No worker is running" in err
    assert [row["state"] for row in rows] == ["ready", "ready"]
    assert list(rows[0]) == [
        "file", "document", "state", "pages", "pages_ocr", "pages_failed", "passages", "examples", "seconds", "problem",
    ]  # fmt: skip
    assert rows[0]["examples"] >= 1 and rows[0]["pages"] == 1 and rows[0]["seconds"] > 0
    assert Project.objects.get(slug="clinic").kind == "question_answer"


def test_a_file_that_cannot_be_read_makes_the_exit_code_one(capsys, folder):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "program.exe").write_bytes(b"MZ")
    rows = ingest(capsys, "clinic", folder, "--create", "summary", "--wait", code=1)
    by_name = {row["file"].rsplit("/", 1)[-1]: row for row in rows}
    assert by_name["broken.pdf"]["state"] == "failed" and "damaged" in by_name["broken.pdf"]["problem"]
    assert by_name["program.exe"]["state"] == "refused"
    assert by_name["a.txt"]["state"] == "ready"


def test_without_waiting_the_documents_wait_for_a_worker(capsys, folder):
    rows = ingest(capsys, "clinic", folder, "--create", "question_answer")
    assert [row["state"] for row in rows] == ["waiting", "waiting"]


def test_the_text_of_a_document_is_printed_whole_or_by_page(capsys, folder):
    (folder / "pages.txt").write_text("First page of it.\fSecond page of it.")
    call_command("ingest", "clinic", str(folder / "pages.txt"), "--create", "summary", "--wait")
    capsys.readouterr()
    call_command("text", "clinic", "pages.txt")
    assert capsys.readouterr().out == "First page of it.\fSecond page of it.\n"
    call_command("text", "clinic", str(Document.objects.get().pk), "--page", "2")
    assert capsys.readouterr().out == "Second page of it.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere", "a.txt"], "There is no project nowhere"),
        (["clinic", "missing.txt", "--create", "summary"], "There is no file or folder missing.txt"),
        (["clinic", ".", "--by", "nobody"], "There is no user called nobody"),
    ],
)
def test_a_wrong_word_gets_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("ingest", *arguments)


def test_the_uploader_can_be_named(capsys, folder):
    by = make_user("ana")
    ingest(capsys, "clinic", folder, "--create", "summary", "--by", "ana")
    assert set(Document.objects.values_list("uploaded_by", flat=True)) == {by.pk}


def test_files_sorted_into_folders_are_drafted_with_the_folder_as_their_label(capsys, folder):
    text = "Patients may cancel up to 24 hours before the visit at no cost, by telephone or in the portal."
    (folder / "deep" / "c.txt").write_text(text)
    ingest(capsys, "clinic", folder, "--create", "classification", "--wait")
    document = Document.objects.get(name="c.txt")
    assert [example.suggested_label for example in document.examples.all()] == ["deep"]
