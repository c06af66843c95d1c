"""The diploma prepared during the contract, as bac+N: asked for alternance only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Choix, Cle
from vte.dossier.cles.niveau_obtenu import NIVEAUX
from vte.dossier.natures import entier
from vte.mots import ESPACE, diplome, niveau


def _heurte(faits: Mapping[str, Any], valeur: Any) -> tuple[str, ...]:
    """It is held already, or more is."""
    return ("niveau_obtenu",) if faits.get("niveau_obtenu", valeur - 1) >= valeur else ()


CLE = Cle(
    nom="niveau_prepare",
    nature=entier(*NIVEAUX),
    libelle="le diplôme préparé",
    titre="Le diplôme préparé",
    dire=niveau,
    detailler=diplome,
    constat="le diplôme préparé est {valeur}",
    devant=f"diplôme préparé{ESPACE}: ",
    repondue_par=("niveau_prepare",),
    ordre={ENTREPRISE: 80, CANDIDAT: 30},
    nommee=(
        r"diplome (?:que je |qu'il |qu'elle )?prepare|formation preparee"
        r"|etudes? (?:suivies?|en cours)|ce que je prepare"
    ),
    precision=3,
    choix=(
        Choix("BTS (bac+2)", "niveau_prepare", 2),
        Choix("Licence, BUT (bac+3)", "niveau_prepare", 3),
        Choix("Maîtrise (bac+4)", "niveau_prepare", 4),
        Choix("Master (bac+5)", "niveau_prepare", 5),
    ),
    heurte=_heurte,
    utile=lambda dossier: dossier.en_alternance,
)
