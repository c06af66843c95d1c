"""When a request is due, what was done with it, and who was told that it waits.

The columns have defaults of the database's own: older code, which does not know them, goes on
writing, and what it leaves empty is filled by the next look (console/requests.py).
"""

import uuid

import django.utils.timezone
from django.db import migrations, models

CLE = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
GESTES = [
    ("affectation", "affectée"),
    ("demasquage", "démasquée"),
    ("reponse", "répondue ici"),
    ("repondue", "répondue autrement"),
    ("note", "note"),
    ("cloture", "close"),
    ("reprise", "rouverte"),
]
VOIES = [("courriel", "courriel"), ("appel", "appel sortant")]
SUJETS = [
    ("nouvelle", "demande nouvelle"),
    ("retard", "demande en retard"),
    ("resume", "résumé du jour"),
]
SUIVI = {
    "recue_le": models.DateTimeField("reçue le", null=True),
    "echeance": models.DateTimeField("à répondre avant", null=True),
    "personne": models.CharField(max_length=255, default="", db_default=""),
    "reference": models.CharField("référence", max_length=16, default="", db_default=""),
}
INDEX = [
    ("suividemande", models.Index(fields=["-recue_le", "-demande"], name="demandes_par_date")),
    ("suividemande", models.Index(fields=["etat", "echeance"], name="demandes_a_repondre")),
    ("suividemande", models.Index(fields=["reference"], name="demandes_par_reference")),
    ("suividemande", models.Index(fields=["personne"], name="demandes_par_personne")),
    (
        "conversation",
        models.Index(
            fields=["fin"],
            name="mal_avisees_a_relire",
            condition=models.Q(avis_negatif=True, relue=False),
        ),
    ),
    (
        "correction",
        models.Index(
            fields=["le"], name="corrections_a_juger", condition=models.Q(etat="proposee")
        ),
    ),
    (
        "alerte",
        models.Index(
            fields=["prochain"],
            name="alertes_a_envoyer",
            condition=models.Q(prochain__isnull=False),
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("console", "0010_comptes_et_journal")]
    operations = [
        migrations.CreateModel(
            "Alerte",
            [
                ("id", CLE),
                ("voie", models.CharField(choices=VOIES, max_length=16)),
                ("sujet", models.CharField(choices=SUJETS, max_length=16)),
                ("cle", models.CharField(max_length=20)),
                ("identifiant", models.UUIDField(default=uuid.uuid4)),
                ("creee_le", models.DateTimeField(auto_now_add=True)),
                ("prochain", models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ("essais", models.PositiveIntegerField(default=0)),
                ("envoyee_le", models.DateTimeField(null=True)),
                ("echec", models.CharField(blank=True, max_length=64)),
            ],
            {"default_permissions": ()},
        ),
        migrations.CreateModel(
            "Etape",
            [
                ("id", CLE.clone()),
                ("demande", models.BigIntegerField(db_index=True)),
                ("personne", models.CharField(db_index=True, max_length=255)),
                ("le", models.DateTimeField(auto_now_add=True)),
                ("qui", models.CharField(max_length=150)),
                ("geste", models.CharField(choices=GESTES, max_length=16)),
                ("texte", models.TextField(blank=True)),
                ("parole", models.BigIntegerField(null=True)),
            ],
            {"ordering": ["le", "id"], "default_permissions": ()},
        ),
        *(migrations.AddField("suividemande", nom, champ) for nom, champ in SUIVI.items()),
        *(migrations.AddIndex(modele, index) for modele, index in INDEX),
        migrations.AddConstraint(
            "alerte",
            models.UniqueConstraint(fields=["voie", "sujet", "cle"], name="une_seule_alerte"),
        ),
    ]
