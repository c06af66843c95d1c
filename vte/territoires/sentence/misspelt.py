"""A misspelt name of a commune, where only a place can come.

« on est a oyonax », « Charleville meziere », « viljuif, 94 ».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vte.territoires import lexique
from vte.territoires.levels import Trouves
from vte.territoires.misspelt import approcher, coupes
from vte.territoires.noms import ARTICLES, LIAISONS, cle, cle_de
from vte.territoires.results import Trouvaille
from vte.territoires.sentence.narrowing import Precision, attachees
from vte.territoires.sentence.resolving import approcher_ici
from vte.territoires.sentence.words import DE, FAIBLES, FORTES, REMPLISSAGE, Texte, propres

_MOTS_MAX = 6
_LETTRES_MIN = 4
_LONGUE_SUITE, PRIX_D_UNE_SUITE = 14, 2.0
PRIX_MAX, PRIX_D_UN_LONG = 1.6, 1.8
_LONG = 8  # letters
_AU_MILIEU = frozenset(("sur", "sous", "les"))  # words that only a place's name has in its middle
PRIX_D_UN_MOT_DE_PLUS = 0.5
GAIN_D_UNE_LETTRE = 0.12  # a longer name is less often like another by chance
_AUTRES_MOTS = (LIAISONS | FORTES | FAIBLES | REMPLISSAGE) - ARTICLES
_VOYELLES = frozenset("aehiou")
PRIX_APRES_DE, PRIX_SANS_RIEN = 1.0, 0.6


@dataclass(frozen=True)
class Fautif:
    """A misspelt name that ends at the word `j`; `coupe`: it may be the beginning of one."""

    j: int
    trouvaille: Trouvaille
    par: Precision | None
    coupe: bool
    cout: float


def nom_fautif(t: Texte, toutes: list[Precision], i: int) -> Fautif | None:
    """The likeliest misspelt name that begins at the word `i`."""
    place = _place(t, toutes, i)
    if not place and not (t.mots[i] in ARTICLES and _inconnu(t, i + 1) and t.colle(i + 1)):
        return None
    lus = (_approche(t, toutes, i, j, place) for j in _fins(t, i))
    return min((lu for lu in lus if lu), key=lambda lu: lu.cout, default=None)


def _approche(t: Texte, toutes: list[Precision], i: int, j: int, place: bool) -> Fautif | None:
    sure = place and (t.attendu(i) or t.capitale(i) or t.reponse)
    trouves, par = approcher_ici(t, toutes, i, j)
    debuts = coupes(t.index, t.mots[i:j], par.codes if par else None) if sure else []
    trouves, debuts = (_du_meme_article(t, i, j, x) for x in (trouves, debuts))
    prix = min((p for _, p in (*trouves, *debuts)), default=None)
    prix_max = _prix_max(t, i, j) if place else PRIX_SANS_RIEN
    plus = PRIX_D_UN_MOT_DE_PLUS * (len(propres(t.mots[i:j])) - 1)
    if prix is None or prix > prix_max + plus:
        return None
    trouvee = t.base.approchees(trouves, debuts)
    coupe = trouvee.ambigu and not {r.code for r in trouvee.resultats}.isdisjoint(
        n.code for n, _ in debuts
    )
    return Fautif(j, trouvee, par, coupe, prix - GAIN_D_UNE_LETTRE * len(cle_de(t.mots[i:j])))


def _du_meme_article(t: Texte, i: int, j: int, trouves: Trouves) -> Trouves:
    """« à la verrerie » names no commune without an article; « au creuzot » does."""
    dit = t.article_dit(i, j)
    if dit is None or t.capitale(i):
        return trouves
    if t.preposition(i) == "du" and t.mots[i] not in ARTICLES:
        return trouves
    return [(n, p) for n, p in trouves if n.article == dit]


def _inconnu(t: Texte, i: int) -> bool:
    """Whether the word `i` is no known word."""
    mot = t.mots[i] if i < len(t.mots) else ""
    if not mot or mot[0].isdigit() or _connu(mot):
        return False
    return not (mot[0] in "ld" and mot[1:2] in _VOYELLES and _connu(mot[1:]))  # « lheure »


def _connu(mot: str) -> bool:
    return mot in lexique.mots_courants() or mot in lexique.mots_frequents()


def suite_fautive(t: Texte, i: int, j: int) -> tuple[int, Trouves] | None:
    """« Saint-Martin-du-Fresne »: a longer name, misspelt, than the one that ends at `j`."""
    debut = f"{cle_de(t.mots[i:j])} "
    for fin in reversed(list(_suites(t, j))):
        trouves = approcher(t.index, t.mots[i:fin])
        if trouves and _plus_long(t, debut, trouves):
            return fin, trouves
    return None


def _plus_long(t: Texte, debut: str, trouves: Trouves) -> bool:
    """Whether the likeliest name begins with that one, or is long enough to be no other."""
    nom, prix = trouves[0]
    trouve = cle(nom.ancien or t.index.communes[nom.code].nom)
    return trouve.startswith(debut) or (len(trouve) >= _LONGUE_SUITE and prix <= PRIX_D_UNE_SUITE)


def _suites(t: Texte, j: int) -> Iterator[int]:
    """The ends of the names that could go on after `j`: tied to it, or by words of no other use."""
    for fin in range(j + 1, min(len(t.mots), j + 4) + 1):
        k = fin - 1
        if not t.colle(k) or t.mots[k].isdigit():
            return
        tiret = t.entre(k) in ("-", "'", "’")
        if not tiret and t.mots[k] not in LIAISONS and not _inconnu(t, k):
            return
        if t.mots[k] not in LIAISONS:
            yield fin


def _place(t: Texte, toutes: list[Precision], i: int) -> bool:
    """Whether a place can come at the word `i`."""
    mot = t.mots[i]
    if mot in _AUTRES_MOTS or mot[0].isdigit() or t.sigle(i) or t.dans_un_compose(i):
        return False
    if t.preposition(i) is not None and (t.attendu(i) or t.preposition(i) != "a"):
        return True
    if t.presque_seul(i, i + 1) or (t.reponse and len(t.mots) <= 6):
        return True
    if t.capitale(i) and not t.debute(i):
        return True
    return bool(attachees(t, toutes, i, i + 1))


def _fins(t: Texte, i: int) -> Iterator[int]:
    """The ends of what could be one name: at least one of its words is no known word."""
    inconnu = False
    for j in range(i + 1, min(len(t.mots), i + _MOTS_MAX) + 1):
        k = j - 1
        mot = t.mots[k]
        if (k > i and not t.colle(k)) or mot[0].isdigit() or t.sigle(k):
            return
        if mot in LIAISONS:
            continue
        if _autre_chose(t, i, k):
            return
        inconnu |= _inconnu(t, k)
        compose = t.attendu(i) and not _AU_MILIEU.isdisjoint(t.mots[i + 1 : k])  # « fo sur mer »
        entiere = j == len(t.mots) and t.presque_seul(i, j)  # an answer: « saint mart »
        if (inconnu or compose or entiere) and len(cle_de(t.mots[i:j])) >= _LETTRES_MIN:
            yield j


def _autre_chose(t: Texte, i: int, k: int) -> bool:
    """Whether an everyday word says that the name is over: but « Fos sur mer »."""
    if k == i or t.mots[k] not in lexique.mots_courants() or t.entre(k) in ("-", "'"):
        return False
    return t.mots[k - 1] not in LIAISONS


def _prix_max(t: Texte, i: int, j: int) -> float:
    if t.attendu(i) or t.capitale(i) or t.reponse:
        return PRIX_D_UN_LONG if len(cle_de(t.mots[i:j])) >= _LONG else PRIX_MAX
    return PRIX_APRES_DE if t.preposition(i) in DE else PRIX_SANS_RIEN
