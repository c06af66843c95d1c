"""The names like a misspelt one: one or two errors away, or of the same sound.

Comparing a name with 40 000 others letter by letter takes milliseconds. Two names k errors apart
have at most 2 k letters that the other has not, and at most k letters of difference in length:
numpy leaves nearly everything out that way, and rapidfuzz measures the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from vte.territoires.noms import serree

LONGUEUR_MIN = 4  # letters: of anything shorter, one error makes any name
LONGUEUR_POUR_DEUX_FAUTES = 8
# The price of the same sound, written nearly alike or not; that of a neighbouring sound.
MEME_SON, SON_ELOIGNE, SON_VOISIN = 0.5, 1.0, 2.0
_LETTRES_D_UN_SON_VOISIN = 5
_BITS = np.array([bin(i).count("1") for i in range(1 << 16)], dtype=np.uint8)
_TABLE = np.zeros(256, dtype=np.uint32)
_TABLE[ord("a") : ord("z") + 1] = 1 << np.arange(26, dtype=np.uint32)
_TABLE[ord("0") : ord("9") + 1] = 1 << np.uint32(26)


class _Lettres:
    """Words, each with the set of its letters (one bit each) and its length."""

    def __init__(self, mots: Sequence[str]) -> None:
        # In the order of their lengths: only those of about the same length are looked at.
        self._rangs = sorted(range(len(mots)), key=lambda r: len(mots[r]))
        self._mots = [mots[r] for r in self._rangs]
        octets = np.array([m.encode("ascii", "replace") for m in self._mots], dtype=np.bytes_)
        matrice = octets.view(np.uint8).reshape(len(mots), -1)
        self._ensembles = np.bitwise_or.reduce(_TABLE[matrice], axis=1)
        self._longueurs = [len(m) for m in self._mots]

    def proches(self, mot: str, fautes: int) -> Iterator[tuple[int, int]]:
        """(rank, number of errors) of the words at most `fautes` errors away from `mot`."""
        ensemble = np.bitwise_or.reduce(
            _TABLE[np.frombuffer(mot.encode("ascii", "replace"), dtype=np.uint8)]
        )
        debut = bisect_left(self._longueurs, len(mot) - fautes)
        fin = bisect_right(self._longueurs, len(mot) + fautes)
        ecarts = self._ensembles[debut:fin] ^ ensemble
        differences = _BITS[ecarts & 0xFFFF] + _BITS[ecarts >> 16]
        places = np.flatnonzero(differences <= 2 * fautes) + debut
        choix = [self._mots[p] for p in places]
        for _, distance, k in process.extract(
            mot, choix, scorer=OSA.distance, score_cutoff=fautes, limit=None
        ):
            yield self._rangs[places[k]], int(distance)


class Approches:
    """Every name, ready to be compared; `cles` and `sons` go together."""

    def __init__(self, cles: Sequence[str], sons: Sequence[str]) -> None:
        self._cles = cles
        self._ecrits = _Lettres([serree(c) for c in cles])
        self._entendus = _Lettres(sons)
        self._par_son: dict[str, list[int]] = defaultdict(list)
        for rang, son in enumerate(sons):
            self._par_son[son].append(rang)

        # One sentence has the same words searched several times.
        self.proches = lru_cache(maxsize=1024)(self._proches)

    def _proches(self, cle: str, son: str, large: bool = False) -> dict[str, float]:
        """The keys like `cle`, each with its price: an error costs 1, the same sound less.

        `large` allows two errors from five letters on, when a département narrows the choice.
        """
        cherche = serree(cle)
        if len(cherche) < LONGUEUR_MIN - large:
            return {}
        fautes = 2 if len(cherche) >= (5 if large else LONGUEUR_POUR_DEUX_FAUTES) else 1
        prix = {self._cles[r]: float(d) for r, d in self._ecrits.proches(cherche, fautes)}
        for cle_trouvee, cout in self._de_meme_son(
            cherche, son, self._par_son.get(son, ()), SON_ELOIGNE
        ):
            prix[cle_trouvee] = min(cout, prix.get(cle_trouvee, cout))
        if len(son) >= _LETTRES_D_UN_SON_VOISIN:
            voisins = [r for r, _ in self._entendus.proches(son, 1)]
            prix = dict(self._de_meme_son(cherche, son, voisins, SON_VOISIN)) | prix
        return prix

    def _de_meme_son(
        self, cherche: str, son: str, rangs: Collection[int], prix: float
    ) -> Iterator[tuple[str, float]]:
        for rang in rangs:
            fautes = OSA.distance(cherche, serree(self._cles[rang]))
            # A short sound is everywhere: it only counts when it is written nearly alike.
            if fautes <= (1 if len(son) < 3 else 2):
                yield self._cles[rang], MEME_SON if prix == SON_ELOIGNE else prix
            elif fautes <= min(5, len(son) + 1):
                yield self._cles[rang], prix if fautes < len(son) else prix + MEME_SON
