"""The highest diploma held, as bac+N: bac = 0, below it = -1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Choix, Cle
from vte.dossier.natures import entier
from vte.mots import ESPACE, diplome, niveau

NIVEAUX = (-1, 8)  # of both diplomas, held and prepared


def _heurte(faits: Mapping[str, Any], valeur: Any) -> tuple[str, ...]:
    """What is prepared is most often more than what is held."""
    return ("niveau_prepare",) if faits.get("niveau_prepare", valeur + 1) <= valeur else ()


CLE = Cle(
    nom="niveau_obtenu",
    nature=entier(*NIVEAUX),
    libelle="le diplôme déjà obtenu",
    titre="Le diplôme obtenu",
    dire=niveau,
    detailler=diplome,
    constat="le niveau déjà obtenu est {valeur}",
    devant=f"diplôme obtenu{ESPACE}: ",
    repondue_par=("niveau_obtenu",),
    ordre={ENTREPRISE: 60, CANDIDAT: 20},
    nommee=r"diplomes?|niveau|etudes|bac",
    precision=1,
    rang=2,  # said beside a diploma prepared that is no higher, it is the doubtful one
    heurte=_heurte,
    choix=(
        Choix("Bac ou moins", "niveau_obtenu", 0),
        Choix("BTS, DUT (bac+2)", "niveau_obtenu", 2),
        Choix("Licence, BUT (bac+3)", "niveau_obtenu", 3),
        Choix("Maîtrise (bac+4)", "niveau_obtenu", 4),
        Choix("Master (bac+5)", "niveau_obtenu", 5),
        Choix("Doctorat (bac+8)", "niveau_obtenu", 8),
    ),
)
