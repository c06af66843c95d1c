"""Which communes a misspelt name could be, and at what price."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from vte.territoires import lexique
from vte.territoires.fuzzy import MEME_SON
from vte.territoires.index import Index
from vte.territoires.noms import cle_de
from vte.territoires.phonetics import sons
from vte.territoires.results import NomDeCommune

GRANDE_VILLE = 50_000  # people: enough for « lion » to be Lyon
BOURG = 5000  # people: below it, a name alone may say another that is better known
LETTRES_D_UN_DEBUT = 4
PRIX_D_UNE_COUPE = 0.55
Permises = frozenset[str] | None  # the communes allowed; None: all of them
Prises = list[tuple[NomDeCommune, float]]  # names and their prices


def approcher(
    index: Index, nom: Sequence[str], permises: Permises = None, ecrit: str | None = None
) -> list[tuple[NomDeCommune, float]]:
    """The names written about like this, with their prices, the likeliest first.

    `ecrit`: as it was written, accents included: « morlé » is said like Morlaix, « morle » is not.
    Empty when these words are something else.
    """
    cherche = cle_de(nom)
    if any(m.isdigit() for m in nom) or cherche in index.zones:
        return []
    if permises is None and lexique.est_un_autre_mot(nom):
        return []
    trouves = [
        (n, p + _rarete(index, n.code))
        for c, p in _prix(index, nom, sons(ecrit or cherche), permises).items()
        for n in index.noms(c)
        if (permises is None or n.code in permises) and _assez_sur(index, cherche, n, permises)
    ]
    return sorted(trouves, key=lambda x: (x[1], x[0].code))


def coupes(index: Index, nom: Sequence[str], permises: Permises = None) -> Prises:
    """The names that begin with these words, the last of them cut: « issoud » for Issoudun.

    Two letters at least are missing: of one, it is a typing error.
    """
    debut = cle_de(nom)
    if len(debut) < LETTRES_D_UN_DEBUT or lexique.est_frequent(nom) or nom[-1].isdigit():
        return []
    if permises is None and lexique.est_un_autre_mot(nom):
        return []
    trouves = [
        (n, PRIX_D_UNE_COUPE + _rarete(index, n.code))
        for c in index.commencant_par(debut)
        if _lettres_de_plus(c, debut) >= 2
        for n in index.noms(c)
        if permises is None or n.code in permises
    ]
    actuels = [x for x in trouves if x[0].ancien is None]
    return sorted(actuels or trouves, key=lambda x: (x[1], x[0].code))


def _lettres_de_plus(cle: str, debut: str) -> int:
    """How many letters the last word of `debut` lacks in `cle`."""
    return len(cle[len(debut) :].split(" ", 1)[0])


def _prix(index: Index, nom: Sequence[str], son: str, permises: Permises) -> dict[str, float]:
    """Of a common French word: the same sound, and a known town or a département that was said."""
    prix = index.approches.proches(cle_de(nom), son, large=permises is not None)
    if not lexique.est_frequent(nom):
        return prix
    return {
        c: p
        for c, p in prix.items()
        if p <= MEME_SON
        and (permises or any(index.population(n.code) >= GRANDE_VILLE for n in index.noms(c)))
    }


def _assez_sur(index: Index, cherche: str, n: NomDeCommune, permises: Permises) -> bool:
    """Four letters with one error say a commune only when it is known."""
    return len(cherche) > 4 or permises is not None or index.population(n.code) >= BOURG


def _rarete(index: Index, code: str) -> float:
    """Of two that are as like, the larger first: 0.25 for each factor ten of people."""
    return -0.25 * log10(max(50, index.population(code)) / 1000)
