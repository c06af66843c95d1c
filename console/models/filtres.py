"""A filter of the list, kept under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Filtre(models.Model):
    """`requete`: the query string of the list; `partage`: everybody sees it."""

    proprietaire = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="filtres"
    )
    nom = models.CharField("nom", max_length=60)
    requete = models.CharField(max_length=1000)
    partage = models.BooleanField("partagé avec l'équipe", default=False)

    class Meta:
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(fields=["proprietaire", "nom"], name="un_nom_par_personne")
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return self.nom
