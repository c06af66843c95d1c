"""Which conversations got a bad word, and who opened a kept result.

The column has a default of the database's own: older code, which does not know it, goes on writing.
"""

from django.db import migrations, models

GESTES = [
    ("lecture", "lecture d'une transcription"),
    ("resultat", "lecture d'un résultat gardé"),
    ("export", "export"),
    ("demasquage", "démasquage"),
    ("effacement", "effacement"),
    ("connexion", "connexion"),
    ("echec", "connexion refusée"),
    ("relecture", "relecture d'une source"),
    ("droits", "changement de compte ou de droits"),
]


class Migration(migrations.Migration):
    dependencies = [("console", "0007_identite_du_suivi")]
    operations = [
        migrations.AddField(
            "conversation",
            "avis_negatif",
            models.BooleanField("avis négatif", default=False, db_default=False),
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=["-fin"], name="mal_avisees", condition=models.Q(avis_negatif=True)
            ),
        ),
        migrations.AlterField("acces", "geste", models.CharField(choices=GESTES, max_length=16)),
    ]
