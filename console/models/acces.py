"""Who read, exported, unmasked, erased or changed what. Only ever added to.

The database itself refuses the rest (guard.py), and each line seals those before it (journal.py).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone

from console.models.choices import TextChoices

EFFACE = "(effacé)"


class Geste(TextChoices):
    LECTURE = "lecture", "lecture d'une transcription"
    RESULTAT = "resultat", "lecture d'un résultat gardé"
    EXPORT = "export", "export"
    DEMASQUAGE = "demasquage", "démasquage"
    EFFACEMENT = "effacement", "effacement"
    CONNEXION = "connexion", "connexion"
    ECHEC = "echec", "connexion refusée"
    RELAIS = "relais", "échange avec une personne"
    ANNONCE = "annonce", "fermeture ou annonce"
    RELECTURE = "relecture", "relecture d'une source"
    DROITS = "droits", "changement de compte ou de droits"
    FACTEUR = "facteur", "second facteur"
    DEVERROUILLAGE = "deverrouillage", "déverrouillage"
    REFUS = "refus", "page refusée"
    DEMANDE = "demande", "demande traitée"
    CORRECTION = "correction", "correction jugée"
    ETIQUETTE = "etiquette", "changement d'une étiquette"
    SUPPRESSION = "suppression", "suppression"
    JOURNAL = "journal", "journal"


class Journalise(Exception):
    """The audit log is only added to."""


class Acces(models.Model):
    """`qui` is kept as a name too, which outlives the account.

    `quoi` says what, without personal data. `empreinte` seals the line and those before;
    `motif_empreinte` is that of the free text, which stands apart (Motif) and may be deleted.
    """

    le = models.DateTimeField(default=timezone.now, db_index=True)
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    qui = models.CharField(max_length=150)
    geste = models.CharField(max_length=16, choices=Geste)
    quoi = models.CharField(max_length=200)
    # Where versions before 0010 wrote the reason, in clear; empty since.
    motif_ancien = models.CharField(
        max_length=300, blank=True, default="", db_default="", db_column="motif"
    )
    motif_empreinte = models.CharField(max_length=64, blank=True, db_default="", default="")
    empreinte = models.CharField(max_length=64, blank=True, db_default="", default="")

    class Meta:
        ordering = ["-id"]
        verbose_name = "accès"
        verbose_name_plural = "journal des accès"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.qui} : {self.get_geste_display()} ({self.quoi})"

    @property
    def motif(self) -> str:
        """Why, masked; EFFACE once it was too old; empty where nothing was said."""
        if not self.motif_empreinte:
            return str(self.motif_ancien)
        try:
            return str(self.texte_libre.texte)
        except ObjectDoesNotExist:
            return EFFACE

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Error: Journalise, for a row that is there already."""
        if self.pk is not None:
            raise Journalise("Le journal des accès ne se modifie pas.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Journalise("Le journal des accès ne s'efface pas.")


class Motif(models.Model):
    """The free text of a line: a reason, the beginning of a name that failed to log in.

    Masked, deleted with what is too old (effacement.py). `sel`: drawn for it alone, so that its
    digest says nothing more once it is gone.
    """

    acces = models.OneToOneField(
        Acces, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="texte_libre"
    )
    sel = models.CharField(max_length=32)
    texte = models.CharField(max_length=300)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.texte)
