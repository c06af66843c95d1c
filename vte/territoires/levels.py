"""How exactly a name was written: as it is, but for its small words, or shortened.

Each level takes a reading of the query and gives the names that answer it, with their scores.
"""

from __future__ import annotations

from collections.abc import Iterable

from vte.territoires import lexique
from vte.territoires.index import Index
from vte.territoires.misspelt import BOURG, approcher
from vte.territoires.query import Lecture
from vte.territoires.results import NomDeCommune

PETITE_COMMUNE = 2000  # people: below it, a name from before a merger counts as much
# A short name (« Brive ») stands for the commune that is so much larger than the others.
DOMINATION = 10
ABREGES_MAX = 200  # communes: beyond, the beginning of a name (« Saint ») says none of them
EXACT, LACHE, ANCIEN, ABREGE = 1.0, 0.97, 0.95, 0.9
Trouves = list[tuple[NomDeCommune, float]]


def exactes(index: Index, lecture: Lecture) -> Trouves:
    return _permis(index, index.noms(lecture.cle), lecture, EXACT)


def laches(index: Index, lecture: Lecture) -> Trouves:
    voisins = [n for c in index.voisins_laches(lecture.cle) for n in index.noms(c)]
    return _permis(index, voisins, lecture, LACHE)


def abregees(index: Index, lecture: Lecture) -> Trouves:
    """« Brive » for Brive-la-Gaillarde: the name begins with these words."""
    debut = lecture.cle
    if len(debut) < 3 or debut in lexique.mots_courants():
        return []
    libre = lecture.permises is None and lexique.est_frequent(lecture.nom)
    seuil = BOURG if libre else 0
    trouves: Trouves = []
    for c in index.commencant_par(debut + " "):
        permis = _permis(index, index.noms(c), lecture, ABREGE)
        trouves += [x for x in permis if index.population(x[0].code) >= seuil]
        if len(trouves) > ABREGES_MAX:
            return []
    return _avec_son_homophone(index, lecture, _dominantes(index, trouves))


def _dominantes(index: Index, trouves: Trouves) -> Trouves:
    """The one commune that is far larger than all the others, if there is one; else all."""
    tries = sorted(trouves, key=lambda x: -index.population(x[0].code))
    codes = list(dict.fromkeys(n.code for n, _ in tries))
    if len(codes) < 2:
        return tries
    premiere, seconde = (index.population(c) for c in codes[:2])
    if premiere >= DOMINATION * max(1, seconde):
        return [x for x in tries if x[0].code == codes[0]]
    return tries


def _avec_son_homophone(index: Index, lecture: Lecture, trouvees: Trouves) -> Trouves:
    """« Lion » is short for villages, but is said like Lyon."""
    seuil = DOMINATION * max(BOURG, index.population(trouvees[0][0].code)) if trouvees else 0
    if not trouvees or seuil > DOMINATION * DOMINATION * BOURG:
        return trouvees
    proches = approcher(index, lecture.nom, lecture.permises)[:1]
    return [(n, LACHE) for n, _ in proches if index.population(n.code) >= seuil] + trouvees


def _permis(index: Index, noms: Iterable[NomDeCommune], lecture: Lecture, score: float) -> Trouves:
    """Those that the reading allows; former names only beside no larger commune's current one."""
    permis = [n for n in noms if lecture.permises is None or n.code in lecture.permises]
    actuels = [n for n in permis if n.ancien is None]
    if lecture.nom and any(n.article == lecture.nom[0] for n in actuels):
        permis = [n for n in permis if n.article == lecture.nom[0]]
        actuels = [n for n in permis if n.ancien is None]
    grandes = any(index.population(n.code) >= PETITE_COMMUNE for n in actuels)
    anciens = [] if grandes else [n for n in permis if n.ancien is not None]
    return [(n, score) for n in actuels] + [(n, min(score, ANCIEN)) for n in anciens]
