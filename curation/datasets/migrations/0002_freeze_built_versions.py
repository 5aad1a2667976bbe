"""Let the database itself refuse to change a built version or its files."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL = """
CREATE FUNCTION refuse_dataset_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a built dataset version never changes'; END $$;
CREATE TRIGGER freeze_built_version BEFORE UPDATE ON datasets_datasetversion
FOR EACH ROW WHEN (OLD.state = 'ready') EXECUTE FUNCTION refuse_dataset_change();
CREATE TRIGGER freeze_built_file BEFORE UPDATE ON datasets_datasetfile
FOR EACH ROW EXECUTE FUNCTION refuse_dataset_change();
"""
SQLITE = (
    """
CREATE TRIGGER freeze_built_version BEFORE UPDATE ON datasets_datasetversion WHEN OLD.state = 'ready'
BEGIN SELECT RAISE(ABORT, 'a built dataset version never changes'); END
""",
    """
CREATE TRIGGER freeze_built_file BEFORE UPDATE ON datasets_datasetfile
BEGIN SELECT RAISE(ABORT, 'a built dataset version never changes'); END
""",
)
STATEMENTS = {"postgresql": (POSTGRESQL,), "sqlite": SQLITE}
UNDO = {
    "postgresql": ("DROP FUNCTION refuse_dataset_change CASCADE",),
    "sqlite": ("DROP TRIGGER freeze_built_version", "DROP TRIGGER freeze_built_file"),
}


def refuse_changes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("datasets", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
