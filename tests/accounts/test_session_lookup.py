"""Every request begins with the session and its person: asked for together, and anew each time."""

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_user

SETTINGS = reverse("accounts:settings")

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = make_user("ana")
    client.force_login(person)
    return person


def test_the_person_comes_with_the_session(client, person):
    with CaptureQueriesContext(connection) as asked:
        client.get(SETTINGS)
    of_people = [each["sql"] for each in asked if '"accounts_user"."password"' in each["sql"]]
    assert len(of_people) == 1
    assert "accounts_session" in of_people[0]


def test_what_changes_about_a_person_holds_from_the_next_request_on(client, person):
    assert client.get(SETTINGS).wsgi_request.user.theme == "auto"
    person.theme = "dark"
    person.save()
    assert client.get(SETTINGS).wsgi_request.user.theme == "dark"


def test_who_may_not_sign_in_any_more_is_out_at_once(client, person):
    assert get_user(client) == person
    person.is_active = False
    person.save()
    assert not get_user(client).is_authenticated


def test_a_session_that_names_somebody_else_than_its_row_is_looked_up(client, person):
    other = make_user("luis")
    person.sessions.update(user=other)
    assert get_user(client) == person
