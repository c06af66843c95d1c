"""What the figures count in a conversation, kept with it: a figure reads no transcript."""

from __future__ import annotations

from django.db import models

from console.models.choices import TextChoices
from console.models.conversations import Conversation


class Genre(TextChoices):
    """What was noticed; the key of each says of what."""

    PRIS = "pris", "fait pris"  # of a fact: read in the person's words, and taken
    CORRIGE = "corrige", "fait corrigé"  # of a fact: taken so, and replaced later by the person
    POSEE = "posee", "question posée"  # of a question
    REPONDUE = "repondue", "question répondue"
    AVIS = "avis", "avis"  # « oui » or « non »: an answer was of use
    MOTIF = "motif", "motif d'un avis"  # one of vte.avis.MOTIFS, of an answer that was of none


class Constat(models.Model):
    """`n` times this, in this conversation; `jour` is the conversation's."""

    # No constraint of the database's: older code, which does not know this table, erases beside it.
    conversation = models.ForeignKey(
        Conversation,
        models.CASCADE,
        related_name="constats",
        db_index=False,
        db_constraint=False,
    )
    jour = models.DateField()
    genre = models.CharField(max_length=12, choices=Genre.choices)
    cle = models.CharField("clé", max_length=32)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "genre", "cle"], name="un_constat")
        ]
        indexes = [
            models.Index(fields=["genre", "cle", "jour", "n"], name="constats_par_jour"),
            models.Index(fields=["genre", "cle", "conversation"], name="constats_par_cle"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.genre} {self.cle} : {self.n}"
