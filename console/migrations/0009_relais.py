"""Who may answer a person in their conversation, and the gestures that say who did."""

from django.db import migrations, models

GESTES = [
    ("lecture", "lecture d'une transcription"),
    ("resultat", "lecture d'un résultat gardé"),
    ("export", "export"),
    ("demasquage", "démasquage"),
    ("effacement", "effacement"),
    ("connexion", "connexion"),
    ("echec", "connexion refusée"),
    ("relais", "échange avec une personne"),
    ("relecture", "relecture d'une source"),
    ("droits", "changement de compte ou de droits"),
]
DROITS = [
    ("relire", "Relire : marquer, signaler, étiqueter, noter, affecter"),
    ("exporter", "Exporter une liste de conversations"),
    ("effacer", "Effacer les données d'une personne"),
    ("repondre", "Prendre la main sur une conversation et y répondre"),
    ("voir_chiffres", "Voir les chiffres"),
    ("voir_sources", "Voir les sources et quand elles ont été lues"),
    ("noter_lecture", "Noter qu'une source a été relue"),
]


class Migration(migrations.Migration):
    dependencies = [("console", "0008_avis")]
    operations = [
        migrations.AlterModelOptions(
            "conversation",
            {
                "default_permissions": ("view",),
                "ordering": ["-fin", "-id"],
                "permissions": DROITS,
            },
        ),
        migrations.AlterField("acces", "geste", models.CharField(choices=GESTES, max_length=16)),
    ]
