import pytest
from django.db import DatabaseError, connection, transaction

from curation.examples.models import Event
from curation.examples.states import Action, Status
from tests.factories import make_example, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    example = make_example()
    example.move(Status.REJECTED, by=make_user(), action=Action.REJECTED, note="Not useful")
    return example.events.get()


def test_code_cannot_change_or_delete_what_happened(event):
    with pytest.raises(TypeError):
        Event.objects.filter(pk=event.pk).update(note="another")
    with pytest.raises(TypeError):
        Event.objects.filter(pk=event.pk).delete()


def test_the_database_itself_refuses_to_change_what_happened(event):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE examples_event SET note = 'another' WHERE id = %s", [event.pk])
    event.refresh_from_db()
    assert event.note == "Not useful"


def test_an_example_with_a_history_cannot_be_deleted(event):
    with pytest.raises(DatabaseError), transaction.atomic():
        event.example.delete()
