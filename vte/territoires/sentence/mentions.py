"""The places that a text names, whosever they are: names, misspelt names, groups, codes.

One pass over the words: at each one, the longest name that can begin there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vte.territoires.results import Trouvaille
from vte.territoires.sentence.grouped import annonce_de_groupe, groupe_nomme
from vte.territoires.sentence.misspelt import nom_fautif, suite_fautive
from vte.territoires.sentence.narrowing import Precision, precisions
from vte.territoires.sentence.resolving import resoudre
from vte.territoires.sentence.wellwritten import ABREGE, nom_ecrit
from vte.territoires.sentence.words import Texte, courants, propres

if TYPE_CHECKING:
    from vte.territoires.search import Recherche

_CODE_ANNONCE = re.compile(
    r"(?:\b(?:code (?:postal|insee)|cp|a|en|au|sur(?: le)?|dans le|ds le|c'est|le)|[:,(\n-]|^)\s*$"
)


@dataclass(frozen=True)
class Nomme:
    """What was named, from one character to another; `forme`: how (`nom`, `fautes`, `groupe`…).

    `indices`: what else is known of how it is written, as short names.
    """

    trouvaille: Trouvaille
    debut: int
    fin: int
    forme: str
    indices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Lu:
    """What was read from the word `i` to the word `j`."""

    i: int
    j: int
    trouvaille: Trouvaille
    forme: str
    par: Precision | None = None


def nommes(base: Recherche, texte: str, reponse: bool) -> list[Nomme]:
    """The places of `texte` from left to right; `reponse`: a commune has just been asked for."""
    t = Texte(base, texte, reponse)
    toutes = precisions(t)
    lus: list[_Lu] = []
    libre, pris = 0, range(0)
    for i in range(len(t.mots)):
        if i >= libre and i not in pris and (lu := _lire(t, toutes, i)):
            lus.append(lu)
            libre = lu.j
            pris = range(lu.par.debut, lu.par.fin) if lu.par else pris
    lus += _codes(t, toutes, lus)
    return [_nomme(t, lu) for lu in sorted(_voisins(t, lus), key=lambda lu: lu.i)]


def dites(base: Recherche, texte: str) -> list[Precision]:
    """The postal codes, départements and regions of an answer, from left to right."""
    return precisions(Texte(base, texte, True))


def _lire(t: Texte, toutes: list[Precision], i: int) -> _Lu | None:
    groupe = _groupe(t, i)
    if (ecrit := _ecrit(t, toutes, i)) and not (groupe and groupe.j > ecrit.j):
        return ecrit
    return groupe or _fautif(t, toutes, i)


def _ecrit(t: Texte, toutes: list[Precision], i: int) -> _Lu | None:
    trouve = nom_ecrit(t, toutes, i)
    if trouve is None:
        return None
    j, ecriture = trouve
    if annonce := annonce_de_groupe(t, i, j):
        trouvee = t.base.nommer(t.mots[annonce[0] : annonce[1]], fautes=False)
        if trouvee.groupe:
            return _Lu(i, annonce[1], trouvee, "groupe")
    if suite := suite_fautive(t, i, j):
        fin, trouves = suite
        return _Lu(i, fin, t.base.approchees(trouves), "fautes")
    resolu = resoudre(t, toutes, i, j)
    if resolu is None:
        return None
    forme = "abrege" if ecriture == ABREGE else "nom"
    return _Lu(i, j, resolu.trouvaille, forme, resolu.par)


def _groupe(t: Texte, i: int) -> _Lu | None:
    trouve = groupe_nomme(t, i)
    return _Lu(i, trouve[0], trouve[1], "groupe") if trouve else None


def _fautif(t: Texte, toutes: list[Precision], i: int) -> _Lu | None:
    lu = nom_fautif(t, toutes, i)
    if lu is None:
        return None
    return _Lu(i, lu.j, lu.trouvaille, "coupe" if lu.coupe else "fautes", lu.par)


# Codes alone


def _codes(t: Texte, toutes: list[Precision], lus: list[_Lu]) -> Iterator[_Lu]:
    """The postal codes that make no name precise."""
    pris = {lu.par for lu in lus}
    for p in toutes:
        if p.postal and p not in pris and not _touche(lus, p) and _dit_un_code(t, p):
            trouvee = t.base.du_code(p.postal)
            if trouvee.resultats:
                yield _Lu(p.coeur, p.fin, trouvee, "code", p)


def _touche(lus: list[_Lu], p: Precision) -> bool:
    return any(lu.i < p.fin and p.coeur < lu.j for lu in lus)


def _dit_un_code(t: Texte, p: Precision) -> bool:
    if not p.sure:
        return t.presque_seul(p.coeur, p.fin)
    return t.reponse or bool(_CODE_ANNONCE.search(t.plat[: t.jetons[p.coeur].debut]))


# Homonyms, by the other places of the text


def _voisins(t: Texte, lus: list[_Lu]) -> list[_Lu]:
    """Of homonyms, the one near the places that the text names: « Fontaine, près de Grenoble »."""
    surs = [lu for lu in lus if lu.forme == "nom" and (t.preposition(lu.i) or t.capitale(lu.j - 1))]
    return [_parmi(t, lu, [x for x in surs if not _autre_du_nom(t, x, lu)]) for lu in lus]


def _autre_du_nom(t: Texte, x: _Lu, lu: _Lu) -> bool:
    """Whether `x` is `lu` itself, or another of that name: « Marly », « pas Marly-le-Roi »."""
    return t.mots[x.i : x.j][: lu.j - lu.i] == t.mots[lu.i : lu.j]


def _parmi(t: Texte, lu: _Lu, autres: list[_Lu]) -> _Lu:
    """Where one lives says nothing of where one works: near it, or two places at least."""
    if not lu.trouvaille.ambigu or lu.forme in ("groupe", "code", "coupe"):
        return lu
    surs = [x.trouvaille.certaine.departement for x in autres if x.trouvaille.certaine]
    pres = [x for x in autres if t.pres_de(x.i)]
    connus = set().union(*({r.departement for r in x.trouvaille.resultats} for x in pres))
    if len(surs) > 1 and len(set(surs)) == 1:
        connus |= set(surs)
    voisins = tuple(r for r in lu.trouvaille.resultats if r.departement in connus)
    return replace(lu, trouvaille=Trouvaille(voisins), forme="voisin") if len(voisins) == 1 else lu


# Clues


def _nomme(t: Texte, lu: _Lu) -> Nomme:
    debut = lu.i
    if lu.j - lu.i > 1 and not t.capitale(lu.i) and t.capitale(lu.i + 1):
        debut += t.mots[lu.i] in ("le", "la", "les", "l")
    avant = t.preposition(lu.i)
    dits = {
        "capitale": t.capitale(debut),
        f"preposition:{avant}": avant is not None,
        "attendu": t.attendu(lu.i),
        "debut": lu.i == 0,
        "seul": lu.j - lu.i == len(t.mots),
        "presque_seul": t.presque_seul(lu.i, lu.j),
        "mot_courant": courants(propres(t.mots[lu.i : lu.j])),
        "precise": lu.par is not None and lu.forme != "code",
        "code_postal": lu.par is not None and lu.par.postal is not None,
        lu.forme: lu.forme != "nom",
    }
    return Nomme(
        lu.trouvaille,
        t.jetons[debut].debut,
        t.jetons[lu.j - 1].fin,
        lu.forme,
        tuple(d for d, vrai in dits.items() if vrai),
    )
