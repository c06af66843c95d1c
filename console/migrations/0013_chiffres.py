"""What the figures count and the list shows, kept with each conversation.

Every new column has a default of the database's own, or may be empty: older code goes on writing.
Rows of before are filled by the projection, a part each pass (projection/completion.py).
"""

import django.db.models.deletion
from django.db import migrations, models

ISSUES = [
    ("illisible", "illisible"),
    ("personne", "personne demandée"),
    ("verdict", "verdict"),
    ("a_preciser", "verdict à préciser"),
    ("incompris", "pas comprise"),
    ("abandon", "abandon à une question"),
    ("information", "information seule"),
]
GENRES = [
    ("pris", "fait pris"),
    ("corrige", "fait corrigé"),
    ("posee", "question posée"),
    ("repondue", "question répondue"),
    ("avis", "avis"),
    ("motif", "motif d'un avis"),
]


def compte(nom: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(nom, default=0, db_default=0)


def faux(nom: str) -> models.BooleanField:
    return models.BooleanField(nom, default=False, db_default=False)


def mots(nom: str) -> models.CharField:
    return models.CharField(nom, max_length=160, blank=True, default="", db_default="")


class Migration(migrations.Migration):
    dependencies = [("console", "0012_relecture")]
    operations = [
        migrations.AddField("conversation", "relayee", faux("échange avec un conseiller")),
        migrations.AddField("conversation", "jour", models.DateField("jour", null=True)),
        migrations.AddField("conversation", "ecrits", compte("messages écrits")),
        migrations.AddField(
            "conversation", "ecrits_incompris", compte("messages écrits pas compris")
        ),
        migrations.AddField("conversation", "informee", faux("a reçu une réponse")),
        migrations.AddField("conversation", "premiers_mots", mots("premiers mots")),
        migrations.AddField("conversation", "derniers_mots", mots("dernière réponse")),
        migrations.AlterField(
            "conversation", "issue", models.CharField("issue", max_length=16, choices=ISSUES)
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=[
                    *("jour", "canal", "issue", "statut", "avis_negatif", "relayee", "informee"),
                    *("ecrits", "ecrits_incompris", "incompris", "delai_verdict"),
                ],
                name="pour_les_chiffres",
            ),
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(fields=["jour", "statut", "territoire", "commune"], name="par_verdict"),
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(fields=["territoire", "statut", "-fin"], name="par_territoire"),
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(fields=["-id"], name="a_completer", condition=models.Q(jour=None)),
        ),
        migrations.CreateModel(
            "Constat",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("jour", models.DateField()),
                ("genre", models.CharField(choices=GENRES, max_length=12)),
                ("cle", models.CharField("clé", max_length=32)),
                ("n", models.PositiveIntegerField()),
                (
                    "conversation",
                    models.ForeignKey(
                        "console.conversation",
                        django.db.models.deletion.CASCADE,
                        related_name="constats",
                        db_index=False,
                        db_constraint=False,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=["conversation", "genre", "cle"], name="un_constat"
                    )
                ],
                "indexes": [
                    models.Index(fields=["genre", "cle", "jour", "n"], name="constats_par_jour"),
                    models.Index(fields=["genre", "cle", "conversation"], name="constats_par_cle"),
                ],
            },
        ),
    ]
