from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_name_pages_as_their_file_does")]

    operations = [
        migrations.AddField(
            model_name="page",
            name="turn",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
