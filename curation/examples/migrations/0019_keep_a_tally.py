"""Keep how many examples have each status, so that no page counts them."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from curation.examples.migrations._triggers import FORGET_TALLY, TALLY, execute

STATUSES = [
    ("drafted", "Drafted"), ("submitted", "Submitted"), ("agreed", "Agreed"), ("disputed", "Disputed"),
    ("flagged", "Flagged"), ("rejected", "Rejected"), ("final", "Final"),
]  # fmt: skip


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    execute(schema_editor, TALLY)


def forget(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    execute(schema_editor, FORGET_TALLY)


class Migration(migrations.Migration):
    dependencies = [
        ("examples", "0018_index_the_words_of_examples"),
        ("projects", "0007_practise_with_known_answers"),
    ]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("status", models.CharField(choices=STATUSES, max_length=12)),
                ("examples", models.IntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.RunPython(keep, forget),
    ]
