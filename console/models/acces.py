"""Who read, exported, unmasked, erased or changed what. Only ever added to.

The database itself refuses the rest (migrations/0002).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from console.models.choices import TextChoices


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


class Journalise(Exception):
    """The audit log is only added to."""


class Acces(models.Model):
    """`qui` is kept as a name too, which outlives the account.

    `quoi` says what, without personal data.
    """

    le = models.DateTimeField(auto_now_add=True, db_index=True)
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
    motif = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "accès"
        verbose_name_plural = "journal des accès"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.qui} : {self.get_geste_display()} ({self.quoi})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Error: Journalise, for a row that is there already."""
        if self.pk is not None:
            raise Journalise("Le journal des accès ne se modifie pas.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Journalise("Le journal des accès ne s'efface pas.")
