"""The kinds of criteria: each judges one condition with the person's own figures.

Thresholds come from the barèmes, sentences from dispositifs/mots.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vte.regles.sortes.bornes import AuMoins, AuPlus
from vte.regles.sortes.choix import DansUneListe, Parmi
from vte.regles.sortes.critere import Appartenir, Constat, Critere
from vte.regles.sortes.dates import AgeDUneDate, EntreDeuxDates, anniversaire

SORTES: Mapping[str, type[Critere]] = {
    "dans_une_liste": DansUneListe,
    "au_plus": AuPlus,
    "au_moins": AuMoins,
    "parmi": Parmi,
    "entre_deux_dates": EntreDeuxDates,
    "age_d_une_date": AgeDUneDate,
}

__all__ = [
    "SORTES",
    "AgeDUneDate",
    "Appartenir",
    "AuMoins",
    "AuPlus",
    "Constat",
    "Critere",
    "DansUneListe",
    "EntreDeuxDates",
    "Parmi",
    "anniversaire",
    "lire",
]


def lire(brut: Any) -> Critere:
    """The criterion of a mapping, by its `sorte`.

    Errors: ValueError for an unknown kind; pydantic's ValidationError for what it does not admit.
    """
    if isinstance(brut, Critere):
        return brut
    if not isinstance(brut, Mapping) or brut.get("sorte") not in SORTES:
        raise ValueError(f"sorte de critère inconnue ; possibles : {', '.join(SORTES)}")
    return SORTES[brut["sorte"]].parse_obj(brut)
