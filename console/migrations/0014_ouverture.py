"""Who may close the assistant or tell everybody something, and the gesture that says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0013_chiffres"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="conversation",
            options={
                "default_permissions": ("view",),
                "ordering": ["-fin", "-id"],
                "permissions": [
                    ("relire", "Relire : marquer, signaler, étiqueter, noter, affecter"),
                    ("exporter", "Exporter une liste de conversations"),
                    ("effacer", "Effacer les données d'une personne"),
                    ("repondre", "Prendre la main sur une conversation et y répondre"),
                    ("voir_chiffres", "Voir les chiffres"),
                    ("voir_sources", "Voir les sources et quand elles ont été lues"),
                    ("annoncer", "Fermer l'assistant, publier une annonce"),
                    ("noter_lecture", "Noter qu'une source a été relue"),
                ],
            },
        ),
        migrations.AlterField(
            model_name="acces",
            name="geste",
            field=models.CharField(
                choices=[
                    ("lecture", "lecture d'une transcription"),
                    ("resultat", "lecture d'un résultat gardé"),
                    ("export", "export"),
                    ("demasquage", "démasquage"),
                    ("effacement", "effacement"),
                    ("connexion", "connexion"),
                    ("echec", "connexion refusée"),
                    ("relais", "échange avec une personne"),
                    ("annonce", "fermeture ou annonce"),
                    ("relecture", "relecture d'une source"),
                    ("droits", "changement de compte ou de droits"),
                    ("facteur", "second facteur"),
                    ("deverrouillage", "déverrouillage"),
                    ("refus", "page refusée"),
                    ("demande", "demande traitée"),
                    ("correction", "correction jugée"),
                    ("etiquette", "changement d'une étiquette"),
                    ("suppression", "suppression"),
                    ("journal", "journal"),
                ],
                max_length=16,
            ),
        ),
    ]
