"""The figures that responses quote: those of the barème of the dossier's date, never today's.

They are given with each response that cites them, and stand nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from vte.conversation.parole import Parole
from vte.conversation.textes import Textes
from vte.dossier import Dossier
from vte.horloge import aujourdhui
from vte.regles import chiffres, courant


@lru_cache(maxsize=1)
def _textes() -> Textes:
    return Textes.du_projet()


def completer(paroles: Iterable[Parole], dossier: Dossier) -> tuple[Parole, ...]:
    """The same, each with the figures that its response cites."""
    dites = tuple(paroles)
    if not any(_textes().cites(p.reponse) - p.valeurs.keys() for p in dites):
        return dites  # all that is cited was given: no figure is worked out for nothing
    catalogue = courant()
    bareme = catalogue.pour(dossier.date_debut or aujourdhui())
    connus = chiffres.de(bareme, catalogue)
    return tuple(_completer(parole, connus) for parole in dites)


def _completer(parole: Parole, connus: dict[str, str]) -> Parole:
    cites = {nom: connus[nom] for nom in _textes().cites(parole.reponse) if nom in connus}
    return replace(parole, valeurs=cites | dict(parole.valeurs)) if cites else parole
