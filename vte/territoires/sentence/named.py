"""The communes that a sentence names by well-written names, and which of them is the post's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from vte.territoires.misspelt import approcher
from vte.territoires.noms import ARTICLES, LIAISONS, cle, cle_de
from vte.territoires.results import Trouvaille
from vte.territoires.sentence import context
from vte.territoires.sentence.expected import est_un_lieu
from vte.territoires.sentence.precision import preciser
from vte.territoires.sentence.text import Lieu, Texte

_LIEUX_LUS = 6  # of a message: nobody names so many places without a reason


def par_nom(t: Texte) -> Lieu | None:
    """The first place named. The post counts: a head office or a home serves for want of it."""
    nommes = islice(_nommes(t), _LIEUX_LUS)
    lieux = [x for debut, fin in nommes if (x := preciser(t, debut, fin)) is not None]
    du_poste = _ou_l_on_travaille(t, [x for x in lieux if not _ailleurs(t, x)] or lieux)
    if len(du_poste) > 1 and context.OU.fullmatch(t.plat[du_poste[0].fin : du_poste[1].debut]):
        return _l_un_ou_l_autre(*du_poste[:2])
    return du_poste[0] if du_poste else None


def _ailleurs(t: Texte, x: Lieu) -> bool:
    membre = context.COUPE.split(t.avant(x.debut))[-1]
    return bool(context.AILLEURS.search(membre))


def _ou_l_on_travaille(t: Texte, lieux: Sequence[Lieu]) -> Sequence[Lieu]:
    """« nos bureaux à Annecy, l'usine à Cluses »: those that are said to be of the work, or all."""
    fins = [0, *(x.fin for x in lieux)]
    dits = [
        x
        for x, fin in zip(lieux, fins, strict=False)
        if context.TRAVAIL.search(t.plat[fin : x.debut])
    ]
    return dits or lieux


def _l_un_ou_l_autre(a: Lieu, b: Lieu) -> Lieu:
    """« Lyon ou Villeurbanne »: the person must choose."""
    return Lieu(Trouvaille(a.trouvaille.resultats + b.trouvaille.resultats, True), a.debut, b.fin)


def _nommes(t: Texte) -> Iterator[tuple[int, int]]:
    """The tokens (begin, end) that name a place, from left to right, the longest name first."""
    libre = 0
    for i, premier in enumerate(t.jetons):
        connu = premier.mot in t.index.premiers_mots or premier.mot in ARTICLES
        if i < libre or not connu:
            continue
        for j in range(min(len(t.jetons), i + t.index.longueur_max), i, -1):
            if est_un_lieu(t, i, j):
                libre = j
                if not _continue(t, i, j):
                    yield i, j
                break


def _continue(t: Texte, i: int, j: int) -> bool:
    """Whether the name goes on, misspelt: « Saint-Jean-d'Ilac » is not Saint-Jean."""
    if j >= len(t.jetons):
        return False
    entre = t.texte[t.jetons[j - 1].fin : t.jetons[j].debut]
    if entre not in ("-", "'", "’") and (entre != " " or t.jetons[j].mot not in LIAISONS):
        return False
    suite = t.jetons[j : j + 4]
    return any(_plus_long(t, i, j, j + n) for n in range(len(suite), 0, -1))


def _plus_long(t: Texte, i: int, j: int, fin: int) -> bool:
    """Whether tokens `i` to `fin` are like a name that begins with those from `i` to `j`."""
    trouves = approcher(t.index, t.mots(i, fin))
    debut = cle_de(t.mots(i, j)) + " "
    return bool(trouves) and cle(t.index.communes[trouves[0][0].code].nom).startswith(debut)
