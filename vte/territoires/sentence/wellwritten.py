"""A well-written name of a commune, whole or shortened, where it can be one.

« à Oyonnax », « Ambert, 45 salariés », « la mure », but not « avant on » nor « 12 ponts ».
"""

from __future__ import annotations

from collections.abc import Sequence

from vte.territoires import lexique
from vte.territoires.noms import ARTICLES, LIAISONS, cle_de, lache
from vte.territoires.sentence.narrowing import Precision
from vte.territoires.sentence.plausible import EXACT, plausible
from vte.territoires.sentence.words import Texte, a_double_sens, propres

LACHE, ABREGE = "lache", "abrege"


def nom_ecrit(t: Texte, toutes: list[Precision], i: int) -> tuple[int, str] | None:
    """The end of the longest name that begins at the word `i`, and how it is written."""
    for j in range(min(len(t.mots), i + _longueur(t, i)), i, -1):
        if t.mots[j - 1] in LIAISONS and j - i > 1 or not t.d_un_trait(i, j):
            continue
        ecriture = _ecriture(t, i, j)
        if ecriture and plausible(t, toutes, i, j, ecriture == EXACT, ecriture == ABREGE):
            return j, ecriture
    return None


def _longueur(t: Texte, i: int) -> int:
    """In words, that of the longest name that begins so; 0 when none does."""
    if t.mots[i] in ARTICLES and i + 1 < len(t.mots) and t.colle(i + 1):
        return 1 + t.index.longueur_de(t.mots[i + 1]) if t.index.longueur_de(t.mots[i + 1]) else 0
    return t.index.longueur_de(t.mots[i])


def _mots(mots: Sequence[str]) -> bool:
    """« avant on » is no Avanton: words that mean something apart are not joined."""
    return len(mots) > 1 and all(
        m in lexique.mots_frequents() or m in lexique.mots_courants() for m in mots
    )


def _ecriture(t: Texte, i: int, j: int) -> str | None:
    mots = t.mots[i:j]
    cle = cle_de(mots)
    if len(cle) < 2 or cle.isdigit() or cle in ARTICLES:
        return None
    if t.index.connait(cle):
        return EXACT
    if mots[0] in LIAISONS - ARTICLES:
        return None
    if (voisins := t.index.voisins_laches(cle)) and not a_double_sens(propres(mots)):
        return LACHE if any(lache(v) == lache(cle) for v in voisins) or not _mots(mots) else None
    if len(cle) > 2 and next(t.index.commencant_par(f"{cle} "), None) is not None:
        return ABREGE
    return None
