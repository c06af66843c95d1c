"""Who may see the sources and note a reading of one; the audit log says it."""

from django.db import migrations, models

GESTES = [
    ("lecture", "lecture d'une transcription"),
    ("export", "export"),
    ("demasquage", "démasquage"),
    ("effacement", "effacement"),
    ("connexion", "connexion"),
    ("echec", "connexion refusée"),
    ("relecture", "relecture d'une source"),
    ("droits", "changement de compte ou de droits"),
]
DROITS = [
    ("relire", "Relire : marquer, signaler, étiqueter, noter, affecter"),
    ("exporter", "Exporter une liste de conversations"),
    ("effacer", "Effacer les données d'une personne"),
    ("voir_chiffres", "Voir les chiffres"),
    ("voir_sources", "Voir les sources et quand elles ont été lues"),
    ("noter_lecture", "Noter qu'une source a été relue"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0004_faits_annotes"),
    ]

    operations = [
        migrations.AlterField("acces", "geste", models.CharField(choices=GESTES, max_length=16)),
        migrations.AlterModelOptions(
            "conversation",
            {
                "ordering": ["-fin", "-id"],
                "permissions": DROITS,
                "default_permissions": ("view",),
            },
        ),
    ]
