"""The length of the contract, in months. A CDI has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import entier
from vte.mots import ESPACE

if TYPE_CHECKING:
    from vte.dossier.dossier import Dossier

DUREE_MAX = 600  # months


def _a_un_terme(dossier: Dossier) -> bool:
    return dossier.contrat != "cdi"


CLE = Cle(
    nom="duree_mois",
    nature=entier(0, DUREE_MAX),
    libelle="la durée du contrat",
    titre="La durée",
    dire=lambda mois: f"{mois}{ESPACE}mois",
    constat="le contrat dure {valeur}",
    repondue_par=("duree_mois",),
    ordre={ENTREPRISE: 50, CANDIDAT: 70},
    nommee=r"duree|combien de temps|nombre de mois|longueur",
    precision=2,
    utile=_a_un_terme,
    heurte=lambda faits, valeur: ("contrat",) if faits.get("contrat") == "cdi" else (),
    accorder=lambda dossier: dossier if _a_un_terme(dossier) else dossier.avec(duree_mois=None),
)
