"""Keep the words of the texts in a table of their own, so that they are found without reading every example."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from curation.examples.migrations._triggers import FORGET_WORDS, WORDS, execute


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    execute(schema_editor, WORDS)


def forget(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    execute(schema_editor, FORGET_WORDS)


class Migration(migrations.Migration):
    dependencies = [("examples", "0016_practise_with_known_answers")]
    operations = [migrations.RunPython(keep, forget)]
