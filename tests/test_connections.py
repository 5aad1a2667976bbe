"""A kept connection is looked at, not asked; one that the server has ended is replaced before anybody notices."""

from contextlib import closing

import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from curation.connections import has_sign
from tests.factories import make_user
from tests.services import wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could go"),
]


@pytest.fixture
def kept(client):
    """A request has opened the connection, which the next one finds as a web process would."""
    client.force_login(make_user("ana"))
    connection.health_check_enabled = True
    client.get(reverse("projects:list"))
    connection.health_check_done = False
    yield connection
    connection.health_check_enabled = False


def test_a_connection_without_a_sign_is_not_asked(kept, client, monkeypatch):
    asked = []
    monkeypatch.setattr(kept, "is_usable", lambda: asked.append(kept) or True)
    assert client.get(reverse("projects:list")).status_code == 200
    assert asked == []


def test_one_that_the_server_has_ended_is_opened_again(kept, client):
    ended = kept.connection.info.backend_pid
    with closing(psycopg.connect(kept.connection.info.dsn, autocommit=True)) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [ended])
    wait_until(lambda: has_sign(kept.connection))
    assert client.get(reverse("projects:list")).status_code == 200
    assert kept.connection.info.backend_pid != ended
