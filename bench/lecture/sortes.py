"""Facts by kind: how many were said, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.lecture.comptes import Dite
from vte.dossier import CLES


@dataclass
class Sorte:
    """Of the `dits` facts of a kind: `justes`, `errones`, and `demandes` or `omis` when not taken.

    `inventes`: taken though no message said them; `demandes_en_trop`: asked back likewise.
    """

    dits: int = 0
    justes: int = 0
    errones: int = 0
    demandes: int = 0
    omis: int = 0
    inventes: int = 0
    demandes_en_trop: int = 0


def par_sorte(dites: Iterable[Dite]) -> dict[str, Sorte]:
    """By key of the dossier, the most said first."""
    sortes = {cle: Sorte() for cle in CLES}
    for d in dites:
        _ajouter(sortes, d)
    return dict(sorted(sortes.items(), key=lambda x: -x[1].dits))


def _ajouter(sortes: dict[str, Sorte], d: Dite) -> None:
    voulues, manquees, fausses, demandees = d.message.faits, d.manquees, d.fausses, d.demandees
    for cle in voulues:
        sorte = sortes[cle]
        sorte.dits += 1
        sorte.justes += cle not in manquees
        sorte.errones += cle in fausses
        if cle in manquees - fausses:
            sorte.demandes += cle in demandees
            sorte.omis += cle not in demandees
    for cle in fausses - voulues.keys():
        sortes[cle].inventes += 1
    for cle in demandees - voulues.keys():
        sortes[cle].demandes_en_trop += 1
