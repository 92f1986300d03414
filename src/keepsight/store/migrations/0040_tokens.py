"""Tokens narrowed to a role."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_search_and_trail")]
    operations = [
        migrations.AddField(
            model_name="tokenrecord",
            name="role",
            field=models.CharField(blank=True, default="", max_length=12),
            preserve_default=False,
        )
    ]
