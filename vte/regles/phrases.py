"""Écrire des nombres, des dates et des choix en français, pour les explications."""

from __future__ import annotations

from datetime import date

ESPACE = "\u00a0"
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)
CONTRATS = {
    "cdi": "CDI", "cdd": "CDD", "alternance": "contrat en alternance",
    "apprentissage": "contrat d'apprentissage",
    "professionnalisation": "contrat de professionnalisation", "stage": "stage",
    "interim": "intérim", "vie": "VIE", "service_civique": "service civique",
    "independant": "travail indépendant", "autre": "autre contrat",
}
TAILLES = {"pme": "PME", "eti": "ETI", "grande": "grande entreprise"}


def nombre(valeur: int) -> str:
    """4000 -> « 4 000 », espaces insécables."""
    return f"{valeur:,}".replace(",", ESPACE)


def euros(valeur: int) -> str:
    return f"{nombre(valeur)}{ESPACE}€"


def jour(valeur: date) -> str:
    """date -> « 1er septembre 2021 »."""
    return f"{'1er' if valeur.day == 1 else valeur.day} {MOIS[valeur.month - 1]} {valeur.year}"


def niveau(valeur: int) -> str:
    if valeur < 0:
        return "un niveau inférieur au bac"
    return "le bac" if valeur == 0 else f"un bac+{valeur}"
