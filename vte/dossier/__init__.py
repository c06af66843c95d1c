"""What is known of one recruitment: the dossier, its keys, how they are said and asked for.

A new key is one file in `cles/` and its field of `Dossier` (docs/extend.md).
"""

from vte.dossier.cle import Choix, Cle
from vte.dossier.cles.contrat import ALTERNANCE, CONTRATS
from vte.dossier.cles.date_conclusion import SIGNATURE
from vte.dossier.cles.effectif import EFFECTIF_MAX, bornes_d_effectif
from vte.dossier.cles.profil import PROFILS
from vte.dossier.cles.taille import SEUIL_ETI, SEUIL_PME, TAILLES, taille_de
from vte.dossier.commune import Commune, TrouverCommune
from vte.dossier.dossier import CLES, LES_CLES, Dossier, changer, cle, depuis_json
from vte.dossier.paroles import cle_nommee, dire, valeurs
from vte.dossier.questions import (
    ordre_des_questions,
    progression,
    question_de,
    questions_repondues,
)

__all__ = [
    "ALTERNANCE",
    "CLES",
    "CONTRATS",
    "EFFECTIF_MAX",
    "LES_CLES",
    "PROFILS",
    "SEUIL_ETI",
    "SEUIL_PME",
    "SIGNATURE",
    "TAILLES",
    "Choix",
    "Cle",
    "Commune",
    "Dossier",
    "TrouverCommune",
    "bornes_d_effectif",
    "changer",
    "cle",
    "cle_nommee",
    "depuis_json",
    "dire",
    "ordre_des_questions",
    "progression",
    "question_de",
    "questions_repondues",
    "taille_de",
    "valeurs",
]
