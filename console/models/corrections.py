"""A sentence that was misunderstood, and what it means: a candidate for the training data."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from console.models.choices import TextChoices
from console.models.conversations import Tour


class Etat(TextChoices):
    PROPOSEE = "proposee", "à accepter"
    ACCEPTEE = "acceptee", "acceptée"
    REFUSEE = "refusee", "refusée"


class Corrections(models.QuerySet):
    def acceptees(self) -> Corrections:
        """The oldest first, with their turns."""
        return self.filter(etat=Etat.ACCEPTEE).select_related("tour").order_by("pk")


class Correction(models.Model):
    """`cle_texte`: the sentence folded, so that none is there twice.

    `faits`: the dossier's keys and values that it says, if corrected.
    """

    tour = models.ForeignKey(Tour, models.CASCADE, related_name="corrections")
    texte = models.CharField(max_length=500)
    cle_texte = models.CharField(max_length=500, unique=True)
    intention = models.CharField(max_length=64)
    faits = models.JSONField(default=dict, blank=True)
    etat = models.CharField("état", max_length=16, choices=Etat, default=Etat.PROPOSEE)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="corrections"
    )
    le = models.DateTimeField(auto_now_add=True)
    jugee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="corrections_jugees"
    )
    jugee_le = models.DateTimeField(null=True)
    objects = Corrections.as_manager()

    class Meta:
        ordering = ["-le", "-id"]
        default_permissions = ("view",)
        permissions = [
            ("proposer", "Proposer une correction"),
            ("juger", "Accepter ou refuser une correction d'un autre"),
            ("exporter_corrections", "Exporter les corrections acceptées"),
        ]

    def __str__(self) -> str:
        return self.texte
