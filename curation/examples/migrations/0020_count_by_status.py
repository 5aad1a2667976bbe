"""Count the examples that are there."""

from django.db import migrations

COUNT = """
INSERT INTO examples_tally (project_id, status, examples)
SELECT project_id, status, count(*) FROM examples_example GROUP BY project_id, status
"""


class Migration(migrations.Migration):
    dependencies = [("examples", "0019_keep_a_tally")]
    operations = [migrations.RunSQL(["DELETE FROM examples_tally", COUNT], migrations.RunSQL.noop)]
