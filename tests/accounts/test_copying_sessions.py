"""The migration to sessions of our own: nobody is signed out by it."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE = [("accounts", "0001_initial"), ("sessions", "0001_initial")]
AFTER = [("accounts", "0003_copy_sessions")]

pytestmark = pytest.mark.django_db(transaction=True)


def migrated(*targets):
    """The models as they are once the database is at these migrations."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.fixture
def at_the_first():
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrated(*BEFORE)
    migrated(*latest)


def test_running_sessions_are_copied_with_their_person_and_no_others(at_the_first):
    person = at_the_first.get_model("accounts", "User").objects.create(username="ana")
    soon, past = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=1)
    kept = at_the_first.get_model("sessions", "Session").objects
    for key, data, ends in [
        ("hers", {SESSION_KEY: str(person.pk), "agent": "Firefox"}, soon),
        ("nobodys", {"seen": 1}, soon),
        ("of somebody gone", {SESSION_KEY: str(person.pk + 1)}, soon),
        ("ended", {SESSION_KEY: str(person.pk)}, past),
    ]:
        kept.create(session_key=key, session_data=SessionStore().encode(data), expire_date=ends)
    copied = migrated(*AFTER).get_model("accounts", "Session").objects
    assert dict(copied.values_list("session_key", "user")) == {
        "hers": person.pk,
        "nobodys": None,
        "of somebody gone": None,
    }
    hers = copied.get(session_key="hers")
    assert hers.expire_date == soon
    assert SessionStore().decode(hers.session_data) == {SESSION_KEY: str(person.pk), "agent": "Firefox"}
