"""The search for a commune by the list that applies: that of the barème in force."""

from __future__ import annotations

from datetime import date

from vte.horloge import aujourdhui
from vte.regles import courant
from vte.territoires import Recherche
from vte.territoires import recherche as selon


def liste_au(jour: date | None = None) -> str:
    """The list of the barème in force on `jour` (today when None). Error: BaremeInvalide."""
    return courant().pour(jour or aujourdhui()).liste


def recherche(jour: date | None = None) -> Recherche:
    """The search by the list of the barème in force on `jour` (today when None).

    Errors: BaseAbsente, BaremeInvalide.
    """
    return selon(liste_au(jour))
