"""Fill in the words of the examples that are there, then index them: that order is the quicker one."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from curation.examples.migrations._triggers import execute

FILL = {
    "postgresql": [
        "SET LOCAL maintenance_work_mem = '256MB'",
        """
INSERT INTO examples_words SELECT id, examples_words_of(project_id, prompt, completion, final_prompt, final_completion)
FROM examples_example ORDER BY id""",
        # No list of pending words: whoever fills it up would wait for all of it to be sorted in.
        "CREATE INDEX examples_by_words ON examples_words USING gin (words) WITH (fastupdate = off)",
        "ANALYZE examples_words",
    ],
    "sqlite": ["INSERT INTO examples_words(examples_words) VALUES ('rebuild')"],
}


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    execute(schema_editor, FILL)


class Migration(migrations.Migration):
    dependencies = [("examples", "0017_keep_the_words_of_examples")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
