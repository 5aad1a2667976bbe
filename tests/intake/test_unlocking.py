"""A protected PDF: its password is asked for on screen, used once and kept nowhere."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from curation.documents import store
from curation.documents.models import Document
from curation.documents.states import State
from curation.intake import processing
from curation.intake.storing import receive
from curation.projects.roles import Role
from tests.factories import join, make_project, make_user
from tests.samples.files import locked_copy, text_pdf

pytestmark = pytest.mark.django_db
PASSWORD = "Höhe 88 años"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def uploader(client, project):
    person = join(project, make_user(), Role.UPLOADER)
    client.force_login(person)
    return person


@pytest.fixture
def locked(uploader, project, tmp_path):
    text_pdf(tmp_path / "plain.pdf")
    path = locked_copy(tmp_path / "plain.pdf", tmp_path / "locked.pdf", user_password=PASSWORD)
    document = receive(project, "locked.pdf", [path.read_bytes()], by=uploader).document
    processing.open_document(document.pk)
    document.refresh_from_db()
    return document


def give(client, document, password):
    return client.post(reverse("intake:unlock", args=[document.project.slug, document.pk]), {"password": password})


def test_the_list_offers_to_give_a_password(client, locked):
    assert (locked.state, locked.problem) == (State.FAILED, "encrypted")
    shown = client.get(reverse("documents:list", args=[locked.project.slug])).content.decode()
    assert "This PDF needs a password." in shown
    assert reverse("intake:unlock", args=[locked.project.slug, locked.pk]) in shown


def test_with_its_password_a_file_is_read_and_stays_the_same_document(client, locked, caplog):
    assert give(client, locked, PASSWORD).status_code == 302
    processing.open_document(locked.pk)
    processing.read_pages(locked.pk)
    [page] = Document.objects.get(pk=locked.pk).pages.all()
    assert "twenty-five days of leave" in page.text
    original = store.existing(locked.sha256).read_bytes()
    assert PdfReader(BytesIO(original)).is_encrypted
    assert PASSWORD not in caplog.text


def test_the_password_is_written_nowhere(client, locked, settings):
    give(client, locked, PASSWORD)
    row = Document.objects.filter(pk=locked.pk).values().get()
    events = list(locked.events.values())
    assert PASSWORD not in f"{row}{events}"
    kept = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert len(kept) == 2 and not any(PASSWORD.encode() in content for content in kept)


def test_a_wrong_password_is_told_at_the_field_and_changes_nothing(client, locked):
    answer = give(client, locked, "guess")
    assert answer.status_code == 422
    assert "That password does not open the file." in answer.content.decode()
    assert "guess" not in answer.content.decode()
    locked.refresh_from_db()
    assert (locked.state, locked.unlocked) == (State.FAILED, "")


def test_a_file_that_opens_is_not_asked_about(client, uploader, project, tmp_path):
    text_pdf(tmp_path / "open.pdf")
    document = receive(project, "open.pdf", [(tmp_path / "open.pdf").read_bytes()], by=uploader).document
    assert give(client, document, PASSWORD).status_code == 302
    document.refresh_from_db()
    assert document.unlocked == ""
