"""The kind of contract. `alternance`: one of the two contracts of it, not said which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Choix, Cle
from vte.dossier.natures import parmi

MOTS = {
    "cdi": "CDI",
    "cdd": "CDD",
    "alternance": "contrat en alternance",
    "apprentissage": "contrat d'apprentissage",
    "professionnalisation": "contrat de professionnalisation",
    "stage": "stage",
    "interim": "intérim",
    "vie": "VIE",
    "service_civique": "service civique",
    "independant": "travail indépendant",
    "autre": "autre contrat",
}
CONTRATS = tuple(MOTS)
_ARTICLES = {"interim": "de l'", "independant": "du "}
ALTERNANCE = ("alternance", "apprentissage", "professionnalisation")


def _heurte(faits: Mapping[str, Any], valeur: Any) -> tuple[str, ...]:
    """A length was said, and the contract would have none."""
    sans_terme = valeur == "cdi" and "contrat" not in faits and "duree_mois" in faits
    return ("duree_mois",) if sans_terme else ()


CLE = Cle(
    nom="contrat",
    nature=parmi(CONTRATS),
    libelle="le type de contrat",
    titre="Le contrat",
    dire=MOTS.__getitem__,
    detailler=lambda sorte: _ARTICLES.get(sorte, "un ") + MOTS[sorte],
    constat="le contrat prévu est {valeur}",
    repondue_par=("contrat",),
    ordre={ENTREPRISE: 30, CANDIDAT: 10},
    nommee=r"contrat|type d'embauche|statut",
    choix=(
        Choix("CDI", "contrat", "cdi"),
        Choix("CDD", "contrat", "cdd"),
        Choix("Apprentissage", "contrat", "apprentissage"),
        Choix("Professionnalisation", "contrat", "professionnalisation"),
        Choix("Stage", "contrat", "stage"),
        Choix("Autre", "contrat", "autre"),
    ),
    # The contract before, a CDI, would lose the length that comes with the new one.
    rang=0,
    heurte=_heurte,
    couverte=lambda connue, nouvelle: nouvelle == "alternance" and connue in ALTERNANCE[1:],
)
