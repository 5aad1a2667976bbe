"""Moving documents to another project: what goes, what stays and why is said first, and nothing people made is lost."""

import re

import pytest
from django.urls import reverse

from curation.documents.models import Document
from curation.documents.states import State
from curation.examples.models import Example
from curation.examples.states import Action
from curation.intake import processing
from curation.intake.moving import Move, reasons_to_stay
from curation.projects.models import Kind
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user

pytestmark = pytest.mark.django_db
TEXT = "# Hours\n\nQ: When is the clinic open?\nA: The clinic is open from eight to six on every working day."


@pytest.fixture
def person():
    return make_user()


@pytest.fixture
def project(client, person):
    client.force_login(person)
    return make_project(members={person: [Role.UPLOADER]})


@pytest.fixture
def other(person):
    return make_project(name="Rulings", kind=Kind.CLASSIFICATION, members={person: [Role.UPLOADER]})


@pytest.fixture
def document(project):
    """With a draft that nobody has opened."""
    document = make_document(project, name="hours.md", pages=[TEXT], media_type="text/markdown")
    make_example(passage=make_passage(document, text=TEXT))
    return document


def post(client, project, *documents, **fields):
    address = reverse("intake:move", args=[project.slug])
    return client.post(address, {"chosen": [each.pk for each in documents]} | fields, follow=True).content.decode()


def move(client, project, to, *documents):
    """Look at what goes, and confirm it."""
    page = post(client, project, *documents, to=to.pk)
    mark = re.search(r'name="confirmed" value="(\w+)"', page)[1]
    return post(client, project, *documents, to=to.pk, confirmed=mark)


def test_it_is_asked_where_to_and_said_what_goes_before_anything_does(client, project, other, document):
    foreign = make_project(name="Foreign")
    looking = join(make_project(name="Looking"), document.uploaded_by, Role.ANNOTATOR)
    page = post(client, project, document)
    assert "Rulings" in page and foreign.name not in page and "Looking" not in page and looking
    page = post(client, project, document, to=other.pk)
    assert "1 document goes to “Rulings”" in page and "1 draft that nobody has opened goes" in page
    document.refresh_from_db()
    assert document.project == project


def test_a_moved_document_is_drafted_from_anew_by_the_settings_of_its_new_project(client, project, other, document):
    assert "1 document was moved to Rulings." in move(client, project, other, document)
    document.refresh_from_db()
    assert (document.project, document.state) == (other, State.READING)
    assert not Example.objects.exists()
    processing.draft_document(document.pk)
    assert {(each.project, each.kind) for each in Example.objects.all()} == {(other, Kind.CLASSIFICATION)}
    assert [event.project for event in document.events.filter(action=Action.MOVED)] == [project, other]


def test_what_people_worked_on_stays_and_says_so(client, project, other, document):
    document.examples.get().versions.create(author=make_user(), prompt="Mine")
    page = post(client, project, document, to=other.pk)
    assert "None of them can be moved to “Rulings”." in page
    assert "1 document has examples that people have worked on." in page
    assert Move([document.pk], other).carry_out(by=document.uploaded_by) == 0
    assert Example.objects.get().versions.get().prompt == "Mine"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"state": State.DRAFTING}, "at_work"), ({"state": State.WAITING}, "at_work"), ({"state": State.FAILED}, None)],
)
def test_what_is_at_work_waits(project, other, fields, reason):
    document = make_document(project, **fields)
    assert reasons_to_stay([document.pk], other).get(document.pk) == reason


def test_the_same_file_is_not_moved_to_where_it_is(project, other):
    document = make_document(project)
    make_document(other, sha256=document.sha256)
    assert reasons_to_stay([document.pk], other) == {document.pk: "known"}


def test_examples_of_mapped_rows_are_somebodys_work(project, other, document):
    make_example(passage=make_passage(document)).__class__.objects.update(passage=None)
    assert reasons_to_stay([document.pk], other) == {document.pk: "worked_on"}


def test_a_document_that_failed_goes_as_it_is(client, project, other):
    failed = make_document(project, state=State.FAILED, problem="encrypted")
    move(client, project, other, failed)
    failed.refresh_from_db()
    assert (failed.project, failed.state, failed.problem) == (other, State.FAILED, "encrypted")


def test_who_may_upload_nowhere_else_is_told_so_and_a_foreign_project_is_no_target(client, project, document):
    foreign = make_project()
    assert "No other project" in post(client, project, document)
    post(client, project, document, to=foreign.pk, confirmed="x")
    assert Document.objects.get().project == project


def test_who_may_only_look_moves_nothing(client, project, other, document):
    client.force_login(join(project, make_user(), Role.ANNOTATOR))
    address = reverse("intake:move", args=[project.slug])
    assert client.post(address, {"chosen": [document.pk], "to": other.pk}).status_code == 403
