"""Why conversations are to be reviewed, and the judgements of those drawn at random."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0011_demandes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Jugement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rang",
                    models.PositiveSmallIntegerField(choices=[(1, "le premier"), (2, "le second")]),
                ),
                (
                    "classe",
                    models.CharField(
                        choices=[
                            ("juste", "bien lue"),
                            ("fait", "un fait faux"),
                            ("incomprise", "pas comprise"),
                            ("verdict", "un verdict faux"),
                            ("autre", "autre défaut"),
                        ],
                        max_length=16,
                        verbose_name="jugement",
                    ),
                ),
                ("le", models.DateTimeField(auto_now=True)),
                (
                    "auteur",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="jugements",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jugements",
                        to="console.conversation",
                    ),
                ),
            ],
            options={
                "ordering": ["conversation_id", "rang"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "rang"), name="un_rang"),
                    models.UniqueConstraint(fields=("conversation", "auteur"), name="un_jugement"),
                    models.CheckConstraint(
                        condition=models.Q(("rang__in", (1, 2))), name="deux_jugements"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Raison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "motif",
                    models.CharField(
                        choices=[
                            ("avis", "avis négatif"),
                            ("refus", "refusée sur un fait, changé ensuite"),
                            ("contradiction", "la personne se contredit"),
                            ("redemande", "la même chose demandée deux fois"),
                            ("incompris", "un message pas compris"),
                            ("confiance", "confiance faible"),
                            ("abandon", "abandonnée à une question"),
                            ("signalee", "signalée par l'équipe"),
                            ("aleatoire", "tirée au hasard"),
                        ],
                        max_length=16,
                        verbose_name="raison",
                    ),
                ),
                ("rangs", models.JSONField(default=list)),
                ("le", models.DateTimeField()),
                ("ouverte", models.BooleanField(default=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raisons",
                        to="console.conversation",
                    ),
                ),
                (
                    "tour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raisons",
                        to="console.tour",
                    ),
                ),
            ],
            options={
                "ordering": ["conversation_id", "id"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("ouverte", True)),
                        fields=["motif", "le", "conversation"],
                        name="a_relire",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "motif"), name="une_raison")
                ],
            },
        ),
    ]
