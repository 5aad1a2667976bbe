from io import BytesIO

import pytest
from django.urls import reverse

from curation.documents.models import Document
from curation.documents.states import PageState, State
from curation.projects.roles import Role
from tests.factories import join, make_document, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def project():
    return make_project()


def sign_in(client, project, *roles):
    user = make_user()
    join(project, user, *roles)
    client.force_login(user)
    return user


def a_file(name="notes.txt", content=b"Take one tablet daily."):
    file = BytesIO(content)
    file.name = name
    return file


def send(client, project, *files, **headers):
    return client.post(reverse("intake:upload", args=[project.slug]), {"files": files}, headers=headers)


def test_many_files_at_once_come_back_as_messages_and_the_list(client, project):
    sign_in(client, project, Role.UPLOADER)
    response = send(client, project, a_file("a.txt", b"one"), a_file("b.txt", b"two"), a_file("c.exe", b"MZ"))
    assert response.status_code == 302
    page = client.get(response.url).content.decode()
    assert Document.objects.count() == 2
    assert "a.txt: Uploaded" in page and "c.exe: This kind of file cannot be read" in page


def test_a_script_gets_one_line_for_each_file(client, project):
    sign_in(client, project, Role.UPLOADER)
    [line] = send(client, project, a_file(), accept="application/json").json()["lines"]
    assert (line["name"], line["level"], line["text"]) == ("notes.txt", "success", "Uploaded")
    [again] = send(client, project, a_file("other.txt"), accept="application/json").json()["lines"]
    assert again["text"].startswith("Already here: notes.txt") and again["url"] == line["url"]


def test_a_file_over_the_limit_is_stopped_while_it_streams(client, project, settings):
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    sign_in(client, project, Role.UPLOADER)
    big = a_file("big.txt", b"x" * 3 * 1024 * 1024)
    [line] = send(client, project, big, accept="application/json").json()["lines"]
    assert line["text"] == "This file is over the limit of 1.0\xa0MB. Split it and try again."
    assert not Document.objects.exists()


def test_a_form_without_a_file_says_so(client, project):
    sign_in(client, project, Role.UPLOADER)
    [line] = send(client, project, accept="application/json").json()["lines"]
    assert line["level"] == "error" and "No file arrived" in line["text"]


@pytest.mark.parametrize(
    ("roles", "status"),
    [((Role.UPLOADER,), 302), ((Role.ANNOTATOR,), 403), ((Role.MANAGER,), 403), ((), 404)],
)
def test_only_an_uploader_of_the_project_uploads(client, project, roles, status):
    sign_in(client, project, *roles)
    assert send(client, project, a_file()).status_code == status
    assert Document.objects.exists() == (status == 302)


def test_try_again_sets_a_failed_document_back_and_says_so(client, project):
    sign_in(client, project, Role.UPLOADER)
    document = make_document(project, state=State.FAILED, problem="too_slow")
    document.pages.update(state=PageState.FAILED, problem="too_slow")
    response = client.post(reverse("intake:retry", args=[project.slug, document.pk]), follow=True)
    document.refresh_from_db()
    assert (document.state, document.tries, document.problem) == (State.READING, 2, "")
    assert "will be read again" in response.content.decode()


def test_a_foreign_document_is_not_there(client, project):
    sign_in(client, project, Role.UPLOADER)
    foreign = make_document(state=State.FAILED, problem="too_slow")
    assert client.post(reverse("intake:retry", args=[project.slug, foreign.pk])).status_code == 404
