"""Facts that words alone state: buttons typed, and the keys that say how each value is said.

The other keys are learnt from marked messages (vte.lecture.roles); a new key begins with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from vte.dossier import LES_CLES
from vte.lecture.mention import Mention
from vte.texte import aplatir

_NIVEAUX = ("niveau_obtenu", "niveau_prepare")
# « 5 », « +5 » : bac+5. « 1 » alone may be the first of the choices, for who answers by numbers.
_NIVEAU_NU = re.compile(r"[\s.!]*(?:\+\s?|(?!1))([0-8])[\s.!]*")


def lire_paroles(plat: str) -> Iterator[Mention]:
    """What `plat` states of each such key; two values of one key are none."""
    for nom, motifs in _motifs().items():
        dites = [(valeur, m) for valeur, motif in motifs.items() if (m := motif.search(plat))]
        if len(dites) == 1:
            ((valeur, lue),) = dites
            yield Mention(nom, valeur, lue.start(), lue.end())


def lire_une_reponse(plat: str, question: str) -> Iterator[Mention]:
    """The words of a button under the open question, typed instead of pressed; or a bare level."""
    for choix in LES_CLES[question].choix if question in LES_CLES else ():
        if plat.strip(" .!") == aplatir(choix.titre):
            yield Mention(choix.cle, choix.valeur, 0, len(plat))
    nu = _NIVEAU_NU.fullmatch(plat) if question in _NIVEAUX else None
    if nu and (nu[1] != "0" or question == "niveau_obtenu"):  # below the bac, nothing is prepared
        yield Mention(question, int(nu[1]), nu.start(1), nu.end(1))


@lru_cache(maxsize=1)
def _motifs() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    return {
        une.nom: {valeur: re.compile(motif) for valeur, motif in une.lue.items()}
        for une in LES_CLES.values()
        if une.lue
    }
