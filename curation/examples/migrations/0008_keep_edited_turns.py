from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('examples', '0007_suggest_corrected_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='version',
            name='context',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='example',
            name='final_context',
            field=models.JSONField(blank=True, null=True),
        ),
    ]
