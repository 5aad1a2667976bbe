from itertools import islice

from django.db import migrations

from curation.pipeline.similarity import bands

BATCH = 500


def trace(apps, schema_editor):
    Trace = apps.get_model("examples", "Trace")
    drafted = apps.get_model("examples", "Example").objects.order_by("pk").values_list("pk", "prompt", "completion")
    rows = drafted.iterator(chunk_size=BATCH)
    while some := list(islice(rows, BATCH)):
        Trace.objects.bulk_create(Trace(example_id=pk, mark=mark) for pk, *texts in some for mark in bands(*texts))


class Migration(migrations.Migration):

    dependencies = [
        ('examples', '0014_find_what_is_nearly_the_same'),
    ]

    operations = [migrations.RunPython(trace, migrations.RunPython.noop)]
