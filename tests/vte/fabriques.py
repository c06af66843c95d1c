"""Dossiers to start from: one that is eligible of each kind."""

from __future__ import annotations

from typing import Any

OYONNAX, FIGEAC, LYON = "01283", "46102", "69123"


def cdd(**faits: Any) -> dict[str, Any]:
    """A CDD of 18 months at Oyonnax: eligible."""
    return {
        "profil": "entreprise",
        "commune": OYONNAX,
        "effectif": 45,
        "contrat": "cdd",
        "duree_mois": 18,
        "date_debut": "2021-09-01",
        "niveau_obtenu": 5,
        "date_diplome": "2021-06-01",
    } | faits


def apprentissage(**faits: Any) -> dict[str, Any]:
    """An apprenticeship of 24 months at Figeac: eligible."""
    return {
        "profil": "candidat",
        "commune": FIGEAC,
        "effectif": 300,
        "contrat": "apprentissage",
        "duree_mois": 24,
        "date_debut": "2021-10-01",
        "niveau_obtenu": 2,
        "niveau_prepare": 3,
    } | faits
