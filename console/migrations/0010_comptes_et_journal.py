"""What guards an account beside its password; the audit log as a chain.

The lines that are there are sealed, in the order of their ids. Their reasons leave them for a table
of their own, masked, from which they can be deleted; so does what was kept of names that failed.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from console import guard, journal
from vte.donnees_personnelles import masquer_motif

LOT = 500
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
    ("facteur", "second facteur"),
    ("deverrouillage", "déverrouillage"),
    ("refus", "page refusée"),
    ("demande", "demande traitée"),
    ("correction", "correction jugée"),
    ("etiquette", "changement d'une étiquette"),
    ("suppression", "suppression"),
    ("journal", "journal"),
]


def enchainer(apps: Any, schema_editor: Any) -> None:
    """Every line that is there, then one that says so."""
    lien = schema_editor.connection
    if lien.vendor == "postgresql":
        schema_editor.execute("LOCK TABLE console_acces IN EXCLUSIVE MODE")
    guard.oter(lien)
    acces, motif = apps.get_model("console", "Acces"), apps.get_model("console", "Motif")
    cle, derniere, combien = journal.cle(), "", 0
    for lot in _lots(acces):
        textes = [texte for ligne in lot if (texte := _separer(cle, ligne, motif))]
        for ligne in lot:
            derniere = ligne.empreinte = journal.sceller(cle, derniere, [ligne])
        acces.objects.bulk_update(lot, ["qui", "motif_ancien", "motif_empreinte", "empreinte"])
        motif.objects.bulk_create(textes)
        combien += len(lot)
    if combien:
        _marquer(acces, cle, derniere, combien)
    guard.poser(lien)


def _lots(acces: Any) -> Iterator[list[Any]]:
    vue = 0
    while lot := list(acces.objects.filter(pk__gt=vue).order_by("pk")[:LOT]):
        yield lot
        vue = lot[-1].pk


def _separer(cle: bytes, ligne: Any, motif: Any) -> Any:
    """The free text of this line in a row of its own, or None; the line keeps its digest."""
    libre = masquer_motif(ligne.motif_ancien)[: journal.MOTIF_MAX]
    if ligne.geste == "echec":
        libre, ligne.qui = ligne.qui, "inconnu"
    ligne.motif_ancien = ""
    if not libre:
        return None
    sel = journal.nouveau_sel()
    ligne.motif_empreinte = journal.sceller_un_texte(cle, sel, libre)
    return motif(acces_id=ligne.pk, sel=sel, texte=libre)


def _marquer(acces: Any, cle: bytes, derniere: str, combien: int) -> None:
    """From here on a line without a digest is explained for a day (journal.RELEVE)."""
    contenu = SimpleNamespace(
        le=django.utils.timezone.now(),
        compte_id=None,
        qui="migration",
        geste="journal",
        quoi=f"lignes enchaînées : {combien}",
        motif_ancien="",
        motif_empreinte="",
    )
    empreinte = journal.sceller(cle, derniere, [contenu])
    acces.objects.create(**vars(contenu), empreinte=empreinte)


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0009_relais"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("acces", "motif", "motif_ancien"),
                migrations.AlterField(
                    "acces",
                    "motif_ancien",
                    models.CharField(blank=True, db_column="motif", max_length=300),
                ),
            ]
        ),
        migrations.AlterField(
            "acces",
            "motif_ancien",
            models.CharField(
                blank=True, db_column="motif", db_default="", default="", max_length=300
            ),
        ),
        migrations.AlterField("acces", "geste", models.CharField(choices=GESTES, max_length=16)),
        migrations.AlterField(
            "acces",
            "le",
            models.DateTimeField(db_index=True, default=django.utils.timezone.now),
        ),
        migrations.AddField(
            "acces",
            "motif_empreinte",
            models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            "acces",
            "empreinte",
            models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.CreateModel(
            "Motif",
            [
                (
                    "acces",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="texte_libre",
                        serialize=False,
                        to="console.acces",
                    ),
                ),
                ("sel", models.CharField(max_length=32)),
                ("texte", models.CharField(max_length=300)),
            ],
            {"default_permissions": ()},
        ),
        migrations.CreateModel(
            "Surete",
            [
                (
                    "compte",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="surete",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("serie", models.PositiveIntegerField(db_default=0, default=0)),
                ("mot_provisoire", models.DateTimeField(null=True)),
                (
                    "secret",
                    models.CharField(blank=True, db_default="", default="", max_length=250),
                ),
                ("enrole_le", models.DateTimeField(null=True)),
                ("dernier_pas", models.BigIntegerField(db_default=0, default=0)),
                ("echecs", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("bloque_jusqu_a", models.DateTimeField(db_index=True, null=True)),
            ],
            {"default_permissions": ()},
        ),
        migrations.CreateModel(
            "CodeDeSecours",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "compte",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes_de_secours",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("empreinte", models.CharField(max_length=64)),
                ("utilise_le", models.DateTimeField(null=True)),
            ],
            {"default_permissions": ()},
        ),
        migrations.AddConstraint(
            "codedesecours",
            models.UniqueConstraint(fields=("compte", "empreinte"), name="console_code_une_fois"),
        ),
        migrations.RunPython(enchainer, migrations.RunPython.noop),
    ]
