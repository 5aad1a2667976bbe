"""Nobody is signed out by the new table."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations
from django.db.models.functions import Now


def copy(apps, schema_editor):
    Session = apps.get_model("accounts", "Session")
    people = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    before = apps.get_model("sessions", "Session").objects.filter(expire_date__gt=Now())
    Session.objects.bulk_create((copied(Session, each, people) for each in before.iterator()), batch_size=500)


def copied(Session, session, people):
    person = int(SessionStore().decode(session.session_data).get(SESSION_KEY, 0))
    return Session(
        session_key=session.session_key,
        session_data=session.session_data,
        expire_date=session.expire_date,
        user_id=person if person in people else None,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_keep_sessions_by_person"), ("sessions", "0001_initial")]

    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
