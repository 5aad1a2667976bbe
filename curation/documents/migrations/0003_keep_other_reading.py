from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_note_workers'),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='alternative',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
    ]
