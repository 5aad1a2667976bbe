"""Let the database itself refuse to change an event."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL = """
CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events are never changed'; END $$;
CREATE TRIGGER keep_events_unchanged BEFORE UPDATE ON examples_event
FOR EACH ROW EXECUTE FUNCTION refuse_event_change();
"""
SQLITE = """
CREATE TRIGGER keep_events_unchanged BEFORE UPDATE ON examples_event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
"""
UNDO = {
    "postgresql": "DROP FUNCTION refuse_event_change CASCADE",
    "sqlite": "DROP TRIGGER keep_events_unchanged",
}


def refuse_changes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def allow_changes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(UNDO[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("examples", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
