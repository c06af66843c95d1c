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

    def vivantes(self) -> Corrections:
        """Those that nobody refused: what was refused may be proposed again."""
        return self.exclude(etat=Etat.REFUSEE)

    def annotees(self) -> Corrections:
        """The accepted ones that mark all facts of their message, the oldest first."""
        return self.acceptees().filter(places__isnull=False)


class Correction(models.Model):
    """`cle_texte`: the sentence folded, so that none is there twice for the same `question`.

    `faits`: the dossier's keys and values that it says, if corrected; `places`: the [start, end] of
    the words that say each, None where the facts were left as they are. A commune among several
    is a list of them; a date of which only the year is said, that year. `question`: the key that
    the message was read for, « » when none was open; `jour`: the day it was written.
    """

    tour = models.ForeignKey(Tour, models.CASCADE, related_name="corrections")
    texte = models.CharField(max_length=500)
    cle_texte = models.CharField(max_length=500)
    intention = models.CharField(max_length=64)
    faits = models.JSONField(default=dict, blank=True)
    places = models.JSONField(null=True, blank=True)
    question = models.CharField(max_length=32, blank=True, default="")
    jour = models.DateField(null=True)
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
        constraints = [
            models.UniqueConstraint(
                fields=["cle_texte", "question"],
                condition=~models.Q(etat=Etat.REFUSEE),
                name="une_correction",
            )
        ]
        indexes = [
            models.Index(
                fields=["le"], name="corrections_a_juger", condition=models.Q(etat=Etat.PROPOSEE)
            )
        ]
        default_permissions = ("view",)
        permissions = [
            ("proposer", "Proposer une correction"),
            ("juger", "Accepter ou refuser une correction d'un autre"),
            ("exporter_corrections", "Exporter les corrections acceptées"),
        ]

    def __str__(self) -> str:
        return self.texte

    @property
    def annotee(self) -> bool:
        """Whether all facts of the message are marked, those that it does not say included."""
        return self.places is not None

    @property
    def retires(self) -> list[str]:
        """The keys that were read in the message and that it does not say."""
        lues = [f["cle"] for f in self.tour.faits] if self.annotee else []
        return [cle for cle in lues if cle not in self.faits]
