"""The search for a commune by the list that applies: that of the barème in force."""

from __future__ import annotations

import re
from datetime import date

from vte.horloge import aujourdhui
from vte.regles import courant
from vte.territoires import Recherche
from vte.territoires import recherche as selon
from vte.texte import aplatir


def liste_au(jour: date | None = None) -> str:
    """The list of the barème in force on `jour` (today when None). Error: BaremeInvalide."""
    return courant().pour(jour or aujourdhui()).liste


def recherche(jour: date | None = None) -> Recherche:
    """The search by the list of the barème in force on `jour` (today when None).

    Errors: BaseAbsente, BaremeInvalide.
    """
    return selon(liste_au(jour))


_PAYS = re.compile(r"[,\s]*\bfrance\b(?: métropolitaine)?\s*$", re.I)


_CODE = re.compile(r"\b(\d{5})\s+(\D[^,\n]*)")
_CEDEX = re.compile(r"\s+cedex(?:\s+\d+)?\s*$", re.I)


def dans_une_adresse(texte: str) -> str | None:
    """The commune of an address or of a place's name, as a sentence says it: « Oyonnax (01) ».

    Only where its whole name stands there, by itself or after its postal code: « Pinned Location »
    and « Chez Marie » name none, however near a commune's name they are. By its name alone where
    several bear it; None where none is named. Errors: those of `recherche`.
    """
    adresse = _PAYS.sub("", texte)
    morceaux = [m.strip() for m in (*reversed(re.split(r"[,\n]", adresse)), adresse)]
    postales = [" ".join(trouve.groups()) for trouve in _CODE.finditer(adresse)]
    for dite in (*postales, *morceaux):
        nom = _CEDEX.sub("", re.sub(r"^\d{5}\s+", "", dite))
        trouvee = recherche().chercher(_CEDEX.sub("", dite))
        exactes = [c for c in trouvee.resultats if _plat(c.nom) == _plat(nom)]
        if exactes:
            seule = len({c.departement for c in exactes}) == 1 or not trouvee.ambigu
            return f"{exactes[0].nom} ({exactes[0].departement})" if seule else exactes[0].nom
    return None


def _plat(nom: str) -> str:
    """« St Denis » as « Saint-Denis »."""
    mots = re.findall(r"[a-z0-9]+", aplatir(nom))
    return " ".join({"st": "saint", "ste": "sainte"}.get(mot, mot) for mot in mots)
