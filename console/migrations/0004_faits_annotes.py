"""What was asked back, and corrections that mark where each fact is said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0003_lieu_lu"),
    ]

    operations = [
        migrations.AddField("tour", "doutes", models.JSONField(default=list)),
        migrations.AddField(
            "tour", "derniere", models.CharField(blank=True, default="", max_length=32)
        ),
        migrations.AddField("correction", "places", models.JSONField(blank=True, null=True)),
        migrations.AddField(
            "correction", "question", models.CharField(blank=True, default="", max_length=32)
        ),
        migrations.AddField("correction", "jour", models.DateField(null=True)),
        migrations.AlterField("correction", "cle_texte", models.CharField(max_length=500)),
        migrations.AddConstraint(
            "correction",
            models.UniqueConstraint(
                fields=["cle_texte", "question"],
                condition=models.Q(("etat", "refusee"), _negated=True),
                name="une_correction",
            ),
        ),
    ]
