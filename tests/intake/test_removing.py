"""Removing documents, one or several: what would go is said first, and nothing that people made is lost."""

import re

import pytest
from django.urls import reverse

from curation.documents.models import Document
from curation.documents.states import PageState, State
from curation.examples.models import Example
from curation.examples.states import Action
from curation.intake.storing import receive
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(client):
    project = make_project()
    client.force_login(join(project, make_user(), Role.UPLOADER))
    return project


@pytest.fixture
def document(project):
    """With a draft that nobody has opened, and one that somebody has."""
    document = make_document(project, name="letter.pdf")
    passage = make_passage(document)
    make_example(passage=passage)
    make_example(passage=passage, ordinal=1).versions.create(author=make_user(), prompt="Mine")
    return document


def post(client, project, name, *documents, **fields):
    address = reverse(f"intake:{name}", args=[project.slug])
    return client.post(address, {"chosen": [each.pk for each in documents]} | fields, follow=True)


def remove(client, project, *documents, **fields):
    """Look at what goes, and confirm it."""
    page = post(client, project, "remove", *documents, **fields).content.decode()
    return post(client, project, "remove", *documents, confirmed=mark_in(page), **fields)


def mark_in(page):
    return re.search(r'name="confirmed" value="(\w+)"', page)[1]


def listed(client, project, query=""):
    return client.get(reverse("documents:list", args=[project.slug]) + query).content.decode()


def test_before_anything_goes_it_is_said_what_goes_and_what_stays(client, project, document):
    page = post(client, project, "remove", document).content.decode()
    assert "Remove 1 document?" in page and "letter.pdf" in page
    assert "1 draft that nobody has opened" in page and "1 example that people have worked on" in page
    assert Example.objects.count() == 2 and "letter.pdf" in listed(client, project)


def test_what_people_worked_on_stays_with_its_source(client, project, document):
    page = remove(client, project, document).content.decode()
    assert "1 document was removed." in page and ">letter.pdf<" not in page
    left = Example.objects.get()
    assert left.versions.get().prompt == "Mine" and left.document.pages.exists()
    assert client.get(reverse("documents:detail", args=[project.slug, document.pk])).status_code == 200
    assert document.events.get(action=Action.REMOVED).note == "letter.pdf"


def test_a_document_that_is_removed_is_read_no_further(client, project):
    document = make_document(project, state=State.READING)
    remove(client, project, document)
    document.refresh_from_db()
    assert (document.state, document.is_moving) == (State.FAILED, False)
    assert not Document.objects.needing_attention().exists()


def test_the_same_file_again_brings_a_removed_document_back(settings, tmp_path, client, project):
    settings.MEDIA_ROOT = tmp_path
    by = make_user()
    document = receive(project, "a.txt", [b"One tablet daily."], by=by).document
    remove(client, project, document)
    again = receive(project, "a.txt", [b"One tablet daily."], by=by)
    assert (again.document, again.already_here) == (document, False)
    document.refresh_from_db()
    assert (document.state, document.removed_at) == (State.WAITING, None)
    assert "a.txt" in listed(client, project)


def test_several_are_tried_again_at_once(client, project):
    failed = [make_document(project, state=State.FAILED, problem="too_slow") for _ in range(2)]
    for each in failed:
        each.pages.update(state=PageState.FAILED)
    page = post(client, project, "retry_several", *failed, make_document(project)).content.decode()
    assert "2 documents will be read again." in page
    assert set(Document.objects.filter(pk__in=[each.pk for each in failed]).values_list("state", flat=True)) == {
        "reading"
    }


@pytest.mark.parametrize("name", ["remove", "retry_several"])
def test_nothing_chosen_and_a_foreign_document_change_nothing(client, project, name):
    foreign = make_document(state=State.FAILED, problem="too_slow")
    assert "Choose at least one document." in post(client, project, name).content.decode()
    assert "Choose at least one document." in post(client, project, name, foreign, confirmed="x").content.decode()
    foreign.refresh_from_db()
    assert (foreign.state, foreign.removed_at) == (State.FAILED, None)


def test_who_may_only_look_chooses_nothing(client, project, document):
    client.force_login(join(project, make_user(), Role.ANNOTATOR))
    assert "data-choose" not in listed(client, project)
    assert post(client, project, "remove", document).status_code == 403
