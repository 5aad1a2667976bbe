"""A project with a disputed example, its two authors, and a reviewer who is signed in; changes of many examples."""

import pytest
from django.urls import reverse

from curation.examples.states import Status
from curation.projects.roles import Role
from tests.factories import join, make_document, make_example, make_passage, make_project, make_user
from tests.review.posting import write


@pytest.fixture
def project():
    return make_project()


@pytest.fixture
def reviewer(project, client):
    join(project, make_user("omar"), Role.MANAGER)
    reviewer = join(project, make_user("rosa"), Role.REVIEWER)
    client.force_login(reviewer)
    return reviewer


@pytest.fixture
def ana(project):
    return join(project, make_user("ana"), Role.ANNOTATOR)


@pytest.fixture
def ben(project):
    return join(project, make_user("ben"), Role.ANNOTATOR)


@pytest.fixture
def example(project, ana, ben):
    example = make_example(passage=make_passage(make_document(project)), status=Status.DISPUTED)
    write(example, ana, "2.5 mg once daily.")
    write(example, ben, "1.25 mg once daily.")
    return example


@pytest.fixture
def rosa(project, client):
    rosa = join(project, make_user("rosa", first_name="Rosa"), Role.REVIEWER)
    client.force_login(rosa)
    return rosa


@pytest.fixture
def send(project, rosa, client):
    """Ask for a change of many examples, as the confirmed form does; the answer."""

    def send(what, *examples, **form):
        form |= {"what": what, "chosen": [example.pk for example in examples], "confirmed": "on"}
        return client.post(reverse("review:bulk", args=[project.slug]), form)

    return send
