"""Which of the communes proposed: by its place, its département, its code, or its whole name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vte.communes import recherche
from vte.territoires import Fiche, ouvrir
from vte.territoires.noms import cle, sans_accents
from vte.texte import aplatir

CHOIX = "commune_choix"  # the question that is open while a person chooses
_MOTS_MAX = 5  # « la deuxième s'il vous plaît »; in a longer text a number counts something else
_RANGS = (
    r"\b(?:1(?:re|er|ere)?|premiere?|un|une)\b",
    r"\b(?:2e|2eme|2nde?|2|deuxieme|seconde?)\b",
    r"\b(?:3e|3eme|3|troisieme)\b",
    r"\b(?:4e|4eme|4|quatrieme)\b",
    r"\b(?:5e|5eme|5|cinquieme)\b",
    r"\b(?:6e|6eme|6|sixieme)\b",
)


def choisir(texte: str, codes: Sequence[str]) -> str | None:
    """The INSEE code meant among `codes`; None when `texte` points at none, or at several."""
    if not codes:
        return None
    communes = [r for r in (ouvrir().fiche(code) for code in codes) if r is not None]
    plat = aplatir(texte)
    for indice in (_par_code, _par_departement, _par_nom):
        trouvees = [r for r in communes if indice(r, plat)]
        if len(trouvees) == 1:
            return trouvees[0].code
    return _par_recherche(texte, codes) or _par_rang(plat, codes)


def _par_recherche(texte: str, codes: Sequence[str]) -> str | None:
    """« à Saint-Rémy », when only one of those proposed bears the name, typing errors included."""
    trouves = {r.code for r in recherche().chercher(texte).resultats} & set(codes)
    return trouves.pop() if len(trouves) == 1 else None


def _par_code(r: Fiche, plat: str) -> bool:
    return any(re.search(rf"\b{c}\b", plat) for c in (*r.codes_postaux, r.code.lower()))


def _par_departement(r: Fiche, plat: str) -> bool:
    nom = re.escape(sans_accents(ouvrir().departements[r.departement]))
    return bool(
        re.search(rf"\b{r.departement.lower()}\b", plat) or re.search(rf"\b{nom}\b(?!-)", plat)
    )


def _par_nom(r: Fiche, plat: str) -> bool:
    return cle(r.nom) == cle(plat)


def _par_rang(plat: str, codes: Sequence[str]) -> str | None:
    if len(plat.split()) > _MOTS_MAX:
        return None
    if re.search(r"\bdern", plat):
        return codes[-1]
    for code, motif in zip(codes, _RANGS, strict=False):
        if re.search(motif, plat):
            return code
    return None
