"""A group of communes in a sentence: « dans le Grand Chalon », « agglo de Redon »."""

from __future__ import annotations

from vte.territoires import groupes, lexique
from vte.territoires.noms import LIAISONS
from vte.territoires.results import RIEN, Trouvaille
from vte.territoires.sentence.words import Texte

_MOTS_MAX = 9
_ANNONCES = lexique.AUTOUR["groupes"]


def groupe_nomme(t: Texte, i: int) -> tuple[int, Trouvaille] | None:
    """The end of the group's name that begins at the word `i`, and its communes."""
    if t.mots[i] in LIAISONS or t.mots[i] not in t.base.mots_de_groupes:
        return None
    for j in range(min(len(t.mots), i + _MOTS_MAX), i, -1):
        if t.mots[j - 1] in LIAISONS or not t.d_un_trait(i, j):
            continue
        trouvee = _groupe(t, i, j)
        if trouvee is not RIEN:
            return j, trouvee
    return None


def _groupe(t: Texte, i: int, j: int) -> Trouvaille:
    mots = t.mots[i:j]
    propre = groupes.cle_de_groupe(mots)
    annonce = any(m in _ANNONCES for m in mots)
    if not propre or (" " not in propre and not annonce):
        return RIEN
    trouvee = t.base.groupe_nomme(mots)
    return RIEN if trouvee is RIEN or lexique.est_un_autre_mot(propre.split()) else trouvee


def annonce_de_groupe(t: Texte, i: int, j: int) -> tuple[int, int] | None:
    """The words that make a group of the commune from `i` to `j`: « agglo de Redon »."""
    debut = i
    while debut and t.mots[debut - 1] in LIAISONS and t.colle(debut):
        debut -= 1
    if debut and t.mots[debut - 1] in _ANNONCES and t.colle(debut):
        return debut - 1, j
    if j < len(t.mots) and t.colle(j) and t.mots[j] in _ANNONCES - {"territoire", "communaute"}:
        return i, j + 1
    return None
