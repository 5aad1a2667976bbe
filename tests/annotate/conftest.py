import pytest
from django.test import Client

from curation.projects.roles import Role
from tests.factories import join, make_project, make_user


@pytest.fixture
def project(db):
    return make_project()


@pytest.fixture
def ana(project):
    return join(project, make_user("ana"), Role.ANNOTATOR)


@pytest.fixture
def ben(project):
    return join(project, make_user("ben"), Role.ANNOTATOR)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ana_client(ana):
    return signed_in(ana)


@pytest.fixture
def ben_client(ben):
    return signed_in(ben)
