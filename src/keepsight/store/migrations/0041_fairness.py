"""The fairness of a run, kept with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0040_tokens")]
    operations = [migrations.AddField("runrecord", "fairness", models.JSONField(default=dict))]
