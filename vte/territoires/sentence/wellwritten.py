"""A well-written name of a commune, whole or shortened, where it can be one.

« à Oyonnax », « Ambert, 45 salariés », « la mure », but not « avant on » nor « 12 ponts ».
"""

from __future__ import annotations

from vte.territoires.noms import ARTICLES, LIAISONS, cle_de
from vte.territoires.sentence.narrowing import Precision, attachees, lointaines
from vte.territoires.sentence.words import DE, Texte, a_double_sens, courants, propres

_BOURG, _VILLE, _GRANDE_VILLE = 2000, 5000, 20_000  # people
EXACT, LACHE, ABREGE = "exact", "lache", "abrege"


def nom_ecrit(t: Texte, toutes: list[Precision], i: int) -> tuple[int, str] | None:
    """The end of the longest name that begins at the word `i`, and how it is written."""
    for j in range(min(len(t.mots), i + _longueur(t, i)), i, -1):
        if t.mots[j - 1] in LIAISONS and j - i > 1 or not t.d_un_trait(i, j):
            continue
        ecriture = _ecriture(t, i, j)
        if ecriture and _plausible(t, toutes, i, j, ecriture):
            return j, ecriture
    return None


def _longueur(t: Texte, i: int) -> int:
    """In words, that of the longest name that begins so; 0 when none does."""
    if t.mots[i] in ARTICLES and i + 1 < len(t.mots) and t.colle(i + 1):
        return 1 + t.index.longueur_de(t.mots[i + 1]) if t.index.longueur_de(t.mots[i + 1]) else 0
    return t.index.longueur_de(t.mots[i])


def _ecriture(t: Texte, i: int, j: int) -> str | None:
    mots = t.mots[i:j]
    cle = cle_de(mots)
    if len(cle) < 2 or cle.isdigit() or cle in ARTICLES:
        return None
    if t.index.connait(cle):
        return EXACT
    if mots[0] in LIAISONS - ARTICLES:
        return None
    if t.index.voisins_laches(cle) and not a_double_sens(propres(mots)):
        return LACHE
    if len(cle) > 2 and next(t.index.commencant_par(f"{cle} "), None) is not None:
        return ABREGE
    return None


def _plausible(t: Texte, toutes: list[Precision], i: int, j: int, ecriture: str) -> bool:
    """Whether these words can be a place here."""
    if t.presque_seul(i, j):
        return not (_zone_dite(t, toutes, i, j))
    if t.dans_un_compose(i) or _zone_dite(t, toutes, i, j):
        return False
    precise = _precise(t, toutes, i, j)
    if t.apres_un_nombre(i) and not precise:
        return False
    siens = propres(t.mots[i:j]) or t.mots[i:j]
    if courants(siens):
        return ecriture == EXACT and _courant(t, toutes, i, j, precise)
    if len(siens) > 1:
        return True
    if ecriture == ABREGE:
        return precise or _amene(t, i, j)
    if not t.capitale(j - 1) and a_double_sens(siens):
        return precise or _propre(t, i, j) or _attendu_ici(t, i, j)
    return precise or t.preposition(i) is not None or not _prenom(t, i, j)


def _zone_dite(t: Texte, toutes: list[Precision], i: int, j: int) -> bool:
    """« dans la Meuse », « Deux-Sèvres »: a département, or a part of its name."""
    return any(_est_zone(t, p, i, j) for p in toutes if p.coeur < j and i < p.fin)


def _est_zone(t: Texte, p: Precision, i: int, j: int) -> bool:
    nom = i + (t.mots[i] in ARTICLES and j - i > 1)
    if (nom, j) != (p.coeur, p.fin):  # « Pont-d'Ain » is a name, « Sèvres » none in Deux-Sèvres
        return not (nom <= p.coeur and p.fin <= j)
    if p.annoncee or any(m in ARTICLES for m in t.mots[p.debut : p.coeur]) or i < nom:
        return True
    return t.preposition(i) is None and _population(t, i, j) < _VILLE


def _precise(t: Texte, toutes: list[Precision], i: int, j: int) -> bool:
    """Whether what is said beside it allows a commune of this name."""
    dites = attachees(t, toutes, i, j)
    if not dites:
        return False
    cle = cle_de(t.mots[i:j])
    cles = (cle, *t.index.commencant_par(f"{cle} "))
    codes = {n.code for c in cles for n in t.index.noms(c)}
    return any(codes & p.codes for p in dites)


def _precise_de_loin(t: Texte, toutes: list[Precision], i: int, j: int) -> bool:
    codes = {n.code for n in t.index.noms(cle_de(t.mots[i:j]))}
    return any(codes & p.codes for p in lointaines(toutes, i, j))


def _courant(t: Texte, toutes: list[Precision], i: int, j: int, precise: bool) -> bool:
    """An everyday word names a commune after « à », with its article, or as a proper noun."""
    if not _article_juste(t, i, j):
        return False
    capitale = t.capitale(j - 1)
    if precise or (j - i > 2 and t.preposition(i) and _population(t, i, j) >= _BOURG):
        return True
    if capitale and j - i > 1 and t.capitale(i) and not t.debute(i):
        return True
    if capitale and not t.debute(i):
        return t.attendu(i) or t.preposition(i) in DE
    if capitale:  # « Sens, 45 salariés »
        return t.entre(j)[:1] in ",:(" and _population(t, i, j) >= _VILLE
    if t.preposition(i) not in ("a", "au", "aux") or not t.attendu(i):
        return False
    return _population(t, i, j) >= _BOURG or _precise_de_loin(t, toutes, i, j)


def _article_juste(t: Texte, i: int, j: int) -> bool:
    """« à la campagne » does not name Campagne, which has no article; « au Mans » is Le Mans."""
    dit = t.article_dit(i, j)
    noms = t.index.noms(cle_de(t.mots[i:j]))
    return any(n.article == dit for n in noms)


def _propre(t: Texte, i: int, j: int) -> bool:
    """« la mure »: with the article that the name has."""
    return j - i > 1 and t.mots[i] in ARTICLES and _article_juste(t, i, j)


def _attendu_ici(t: Texte, i: int, j: int) -> bool:
    if t.article_dit(i, j) and not _article_juste(t, i, j):
        return False
    return t.attendu(i) or (t.preposition(i) == "de" and _population(t, i, j) >= _GRANDE_VILLE)


def _amene(t: Texte, i: int, j: int) -> bool:
    """Whether something leads to a shortened name, or a capital says that it is one."""
    if t.capitale(j - 1) and not t.debute(i):
        return True
    return t.preposition(i) is not None and (t.attendu(i) or not a_double_sens(t.mots[i:j]))


def _prenom(t: Texte, i: int, j: int) -> bool:
    """« Bernard m'a dit »: a village whose name is rather a person's."""
    return a_double_sens(propres(t.mots[i:j])) and _population(t, i, j) < _VILLE


def _population(t: Texte, i: int, j: int) -> int:
    noms = t.index.noms(cle_de(t.mots[i:j]))
    return max((t.index.population(n.code) for n in noms), default=0)
