"""Files that arrive in slices: what breaks off goes on, what is refused is refused early, and no byte is lost."""

import hashlib
import os
import random
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db.models.functions import Now
from django.http.request import UnreadablePostError
from django.urls import reverse

from curation.documents import store
from curation.documents.models import Document, Upload
from curation.intake import slices
from curation.intake.reconciling import UPLOADS_LIVE, end_forgotten_uploads
from curation.projects.roles import Role
from tests.factories import join, make_project, make_user

pytestmark = pytest.mark.django_db
CONTENT = b"Take one tablet daily. " * 9000  # a little over three pieces of what is read at once
SIZE = len(CONTENT)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def person():
    return make_user()


@pytest.fixture
def project(client, person):
    project = make_project(members={person: [Role.UPLOADER]})
    client.force_login(person)
    return project


def begin(client, project, name="notes.txt", size=SIZE, modified=1):
    data = {"name": name, "size": size, "modified": modified}
    return client.post(reverse("intake:upload_create", args=[project.slug]), data)


def patch(client, url, offset, content):
    return client.generic(
        "PATCH", url, content, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)}
    )


def offset_at(client, url):
    return int(client.head(url).headers["Upload-Offset"])


def test_slices_become_a_document_of_the_same_bytes(client, project):
    url = begin(client, project).json()["url"]
    assert patch(client, url, 0, CONTENT[:100_000]).headers["Upload-Offset"] == "100000"
    line = patch(client, url, 100_000, CONTENT[100_000:]).json()
    document = Document.objects.get()
    assert (line["level"], line["url"]) == ("success", reverse("documents:detail", args=[project.slug, document.pk]))
    assert document.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert store.path_of(document.sha256).read_bytes() == CONTENT
    assert list(store.upload_folder().iterdir()) == []


class Breaking:
    """A connection that breaks after some bytes."""

    def __init__(self, content, after):
        self.stream, self.left = BytesIO(content), after

    def read(self, size):
        if self.left <= 0:
            raise UnreadablePostError
        self.left -= size
        return self.stream.read(size)


@pytest.mark.parametrize("seed", range(5))
def test_an_upload_that_breaks_again_and_again_goes_on_where_it_was(project, person, seed):
    chance = random.Random(seed)
    content = chance.randbytes(700_000)
    upload = slices.begin(project, "scan.txt", len(content), 1, by=person)
    breaks = 0
    while upload.offset < upload.size:
        try:
            slices.append(upload, upload.offset, Breaking(content[upload.offset :], chance.randrange(200_000)).read)
        except UnreadablePostError:
            breaks += 1
    assert breaks
    assert hashlib.sha256(upload.path.read_bytes()).hexdigest() == hashlib.sha256(content).hexdigest()


def test_the_same_file_chosen_again_resumes_and_another_of_that_name_does_not(client, project):
    first = begin(client, project).json()
    patch(client, first["url"], 0, CONTENT[:5000])
    assert begin(client, project).json() == {"url": first["url"], "offset": 5000}
    assert begin(client, project, modified=2).json()["offset"] == 0
    assert offset_at(client, first["url"]) == 5000


def test_a_file_of_a_folder_remembers_it_and_is_told_from_its_namesake(client, project):
    name = "C:\\letters/Discharge letters/notes.txt"
    first, second = begin(client, project, name=name).json(), begin(client, project, name="other/notes.txt").json()
    assert first["url"] != second["url"] and begin(client, project, name=name).json() == first
    patch(client, first["url"], 0, CONTENT)
    document = Document.objects.get()
    assert (document.name, document.folder) == ("notes.txt", "Discharge letters")


def test_a_path_that_is_too_long_keeps_its_end(client, project):
    url = begin(client, project, name="deep/" * 150 + "last/notes.txt").json()["url"]
    patch(client, url, 0, CONTENT)
    assert Document.objects.get().folder == "last"


def test_a_slice_at_the_wrong_place_is_refused_and_told_where_to_go_on(client, project):
    url = begin(client, project).json()["url"]
    patch(client, url, 0, CONTENT[:5000])
    refused = patch(client, url, 0, CONTENT[:5000])
    assert (refused.status_code, refused.headers["Upload-Offset"]) == (409, "5000")
    with slices.locked(Upload.objects.get()):
        assert patch(client, url, 5000, CONTENT[5000:]).status_code == 409
    assert not Document.objects.exists()


def test_an_answer_that_was_lost_is_given_again(client, project):
    url = begin(client, project).json()["url"]
    told = patch(client, url, 0, CONTENT).json()
    assert offset_at(client, url) == SIZE
    assert patch(client, url, SIZE, b"").json() == told
    assert Document.objects.count() == 1


def test_bytes_that_are_here_already_are_said_to_be(client, project):
    patch(client, begin(client, project).json()["url"], 0, CONTENT)
    again = patch(client, begin(client, project, name="other.txt").json()["url"], 0, CONTENT).json()
    assert again["text"].startswith("Already here: notes.txt") and again["level"] == "info"


@pytest.mark.parametrize(
    ("name", "size", "status", "words"),
    [
        ("program.exe", 10, 422, "This kind of file cannot be read"),
        ("empty.txt", 0, 422, "This file is empty"),
        ("huge.txt", 300 * 2**20, 413, "This file is 300.0\xa0MB. The limit is 200.0\xa0MB."),
        ("twenty.txt", 150 * 2**20, 507, "no room left"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(client, project, monkeypatch, name, size, status, words):
    monkeypatch.setattr(slices.shutil, "disk_usage", lambda path: SimpleNamespace(free=2**28))
    response = begin(client, project, name, size)
    assert response.status_code == status and words in response.json()["text"]
    assert not Upload.objects.exists()


def test_no_more_is_written_than_was_announced(client, project, files):
    url = begin(client, project, size=1000).json()["url"]
    response = patch(client, url, 0, CONTENT)
    assert response.status_code == 422 and response.json()["level"] == "error"
    assert not Upload.objects.exists() and not Document.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_a_file_that_is_not_what_its_name_says_is_refused_at_the_end_and_leaves_nothing(client, project, files):
    url = begin(client, project, name="letter.pdf").json()["url"]
    assert patch(client, url, 0, CONTENT).status_code == 422
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_one_person_has_only_so_many_unfinished_uploads(client, project, settings):
    settings.UPLOAD_LIMIT_FILES = 2
    assert [begin(client, project, modified=n).status_code for n in range(3)] == [201, 201, 429]


def test_a_cancelled_upload_is_gone(client, project):
    url = begin(client, project).json()["url"]
    patch(client, url, 0, CONTENT[:5000])
    assert client.delete(url).status_code == 204
    assert client.head(url).status_code == 404
    assert list(store.upload_folder().iterdir()) == []


def test_uploads_are_their_own_persons(client, project):
    url = begin(client, project).json()["url"]
    client.force_login(join(project, make_user(), Role.UPLOADER))
    assert {client.head(url).status_code, patch(client, url, 0, b"x").status_code, client.delete(url).status_code} == {
        404
    }
    client.force_login(join(project, make_user(), Role.ANNOTATOR))
    assert {begin(client, project).status_code, patch(client, url, 0, b"x").status_code} == {403}


def test_a_day_ends_what_was_left_unfinished(client, project):
    old, new = begin(client, project, modified=1).json()["url"], begin(client, project, modified=2).json()["url"]
    for url in (old, new):
        patch(client, url, 0, CONTENT[:5000])
    Upload.objects.update(started_at=Now() - 2 * UPLOADS_LIVE)
    os.utime(Upload.objects.get(modified=1).path, (1, 1))
    end_forgotten_uploads()
    assert (client.head(old).status_code, client.head(new).status_code) == (404, 204)
