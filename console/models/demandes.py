"""What became of a request for a person.

The request itself, with the name and the address, stays in the domain's table (vte/demandes.py).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from console.models.choices import TextChoices


class Traitement(TextChoices):
    NOUVELLE = "nouvelle", "nouvelle"
    AFFECTEE = "affectee", "affectée"
    REPONDUE = "repondue", "répondue"
    CLOSE = "close", "close"


class SuiviDemande(models.Model):
    """`demande`: the number of the request in the domain's table; absent, the request is new."""

    demande = models.BigIntegerField(primary_key=True)
    etat = models.CharField("état", max_length=16, choices=Traitement, default=Traitement.NOUVELLE)
    affectee_a = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="demandes"
    )
    le = models.DateTimeField("dernier changement", auto_now=True)

    class Meta:
        default_permissions = ("view",)
        permissions = [
            ("traiter_demande", "Affecter une demande, la dire répondue ou close"),
            ("demasquer", "Lire en clair les coordonnées d'une demande, avec un motif"),
        ]

    def __str__(self) -> str:
        return f"Demande {self.demande} : {self.get_etat_display()}"
