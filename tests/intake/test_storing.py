import hashlib
from pathlib import Path

import pytest

from curation.documents import store
from curation.documents.models import Document
from curation.documents.states import State
from curation.intake.storing import receive
from curation.pipeline.errors import Empty, TooLarge, Unsupported
from tests.factories import make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def left_over(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_the_hash_of_its_bytes_and_waits():
    received = receive(make_project(), "notes.txt", [b"Take with ", b"water."], by=make_user())
    document = received.document
    assert document.sha256 == hashlib.sha256(b"Take with water.").hexdigest()
    assert store.path_of(document.sha256).read_bytes() == b"Take with water."
    assert (document.state, document.name, document.size) == (State.WAITING, "notes.txt", 16)
    assert [event.action for event in document.events.all()] == ["uploaded"]


def test_the_same_bytes_in_a_project_are_one_document_whatever_their_name():
    project, by = make_project(), make_user()
    first = receive(project, "a.txt", [b"same"], by=by)
    again = receive(project, "b.txt", [b"same"], by=by)
    elsewhere = receive(make_project(), "a.txt", [b"same"], by=by)
    assert again.already_here and again.document == first.document
    assert again.document.name == "a.txt"
    assert not elsewhere.already_here
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("empty.pdf", b"", Empty),
        ("drawing.svg", b"<svg><text>text</text></svg>", Unsupported),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50), Unsupported),
        ("program.txt", bytes(range(256)) * 20, Unsupported),
        ("no-extension", b"plain words", Unsupported),
    ],
)
def test_a_refused_file_leaves_no_row_and_no_bytes(files, name, content, refusal):
    with pytest.raises(refusal):
        receive(make_project(), name, [content], by=make_user())
    assert not Document.objects.exists()
    assert left_over(files) == []


def test_a_file_over_the_limit_is_refused(settings, files):
    settings.UPLOAD_LIMIT_BYTES = 1024
    with pytest.raises(TooLarge):
        receive(make_project(), "big.txt", [b"x" * 2000], by=make_user())
    assert left_over(files) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\letters\\may.txt", "may.txt"),
        ("evil\u202egpj.txt", "evil␣gpj.txt"),
        ("a\r\nb.txt", "a␣␣b.txt"),
        ("ñandú 🙂.txt", "ñandú 🙂.txt"),
    ],
)
def test_a_name_is_shown_without_its_folders_and_tricks(given, shown):
    assert receive(make_project(), given, [b"text"], by=make_user()).document.name == shown
