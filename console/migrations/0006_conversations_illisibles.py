"""A conversation that cannot be read is set aside, and said to be unreadable."""

from django.db import migrations, models

ISSUES = [
    ("illisible", "illisible"),
    ("personne", "personne demandée"),
    ("verdict", "verdict"),
    ("incompris", "pas comprise"),
    ("abandon", "abandon à une question"),
    ("information", "information seule"),
]


class Migration(migrations.Migration):
    dependencies = [("console", "0005_sources")]
    operations = [
        migrations.AlterField(
            "conversation",
            "issue",
            models.CharField("issue", choices=ISSUES, max_length=16),
        ),
    ]
