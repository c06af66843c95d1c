"""The watermark remembers of which tracker it is: one that was restored is read again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("console", "0006_conversations_illisibles")]
    operations = [
        migrations.AddField("filigrane", "identite", models.CharField(default="", max_length=32)),
    ]
