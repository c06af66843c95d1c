"""A commune in a sentence: the longest name that the base knows, where a place is expected.

« on est installés à côté de la gare de Figeac », but not « Tours de magie », « M. Laval » nor
« à la campagne ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vte.territoires import groupes
from vte.territoires.sentence.named import par_nom
from vte.territoires.sentence.otherwise import groupe, mal_ecrit, par_code, reponse
from vte.territoires.sentence.text import Lieu, Texte

if TYPE_CHECKING:
    from vte.territoires.search import Recherche

__all__ = ["Lieu", "lieu"]


def lieu(base: Recherche, texte: str, plat: str, question: bool) -> Lieu | None:
    """The commune named in `texte`; None when there is none.

    `plat`: the flat text (vte.texte), where the other facts are masked by \\x00;
    `question`: the commune has just been asked for, and a name alone answers.
    """
    lu = Texte(base, texte, plat, question)
    nomme, d_un_groupe = par_nom(lu), groupe(lu)
    if nomme is not None and not (d_un_groupe and _comprend(lu, d_un_groupe, nomme)):
        return nomme
    return d_un_groupe or par_code(lu) or mal_ecrit(lu) or (reponse(lu) if question else None)


def _comprend(lu: Texte, d_un_groupe: Lieu, nomme: Lieu) -> bool:
    """Whether more words name the group than the commune, or say it one: « agglo de Redon »."""
    if not (d_un_groupe.debut <= nomme.debut and nomme.fin <= d_un_groupe.fin):
        return False
    memes = (d_un_groupe.debut, d_un_groupe.fin) == (nomme.debut, nomme.fin)
    return not memes or groupes.annonce(lu.mots())
