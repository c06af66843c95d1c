"""The search for a commune by the list that applies: that of the barème in force."""

from __future__ import annotations

import re
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


_PAYS = re.compile(r"[,\s]*\bfrance\b(?: métropolitaine)?\s*$", re.I)


def dans_une_adresse(texte: str) -> str | None:
    """The commune of an address or of a place's name, as a sentence says it: « Oyonnax (01) ».

    By its name alone where several bear it; None where none is named. Errors: those of `recherche`.
    """
    adresse = _PAYS.sub("", texte)
    for morceau in (adresse, *reversed(re.split(r"[,\n]", adresse))):
        trouvee = recherche().chercher(morceau)
        if trouvee.resultats:
            commune = trouvee.resultats[0]
            return commune.nom if trouvee.ambigu else f"{commune.nom} ({commune.departement})"
    return None
