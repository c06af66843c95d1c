"""The amounts of a barème: which one a dossier gets, and what must be known to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field, PositiveInt

from vte.dossier import Dossier
from vte.regles.modele import Modele, Phrase
from vte.regles.sortes.mesures import mesurer

Bornes = tuple[int, int]  # both included
# What an amount may depend on -> the key of the dossier that tells it.
CLES = {"effectif": "effectif", "niveau": "niveau_prepare"}


class Autrement(Phrase):
    """The amount in a case that the dossier does not say: « 5 000 € avant 18 ans »."""

    montant: PositiveInt
    cas: str | None = None  # a name by which texts cite this amount


class Plafond(Modele):
    """The amount (euros) if one of these aids is received too."""

    aides: tuple[str, ...]
    montant: PositiveInt


class Montant(Modele):
    """An amount in euros, for these head counts and levels prepared; None: unknown."""

    montant: PositiveInt | None = Field(...)  # must be written, even null
    source: str
    effectif: Bornes | None = None
    niveau: Bornes | None = None
    autrement: Autrement | None = None
    avec: Plafond | None = None


@dataclass(frozen=True, slots=True)
class Somme:
    """The amounts that are possible; the one that is sure; the keys that would choose it."""

    possibles: tuple[Montant, ...]
    seul: Montant | None
    cles: tuple[str, ...]

    @property
    def montant(self) -> int | None:
        return self.seul.montant if self.seul else None


def choisir(montants: Sequence[Montant], d: Dossier) -> Somme:
    """What a dossier gets of the amounts of its barème."""
    places = [(m, _place(m, d)) for m in montants]
    possibles = tuple(m for m, (peut, _) in places if peut)
    if len(possibles) == 1 and next(sur for m, (_, sur) in places if m is possibles[0]):
        return Somme(possibles, possibles[0], ())
    cles = tuple(
        cle
        for champ, cle in CLES.items()
        if any(getattr(m, champ) is not None for m in possibles) and mesurer(d, cle).cles
    )
    return Somme(possibles, None, cles)


def _place(m: Montant, d: Dossier) -> tuple[bool, bool]:
    """Whether nothing that is known rules this amount out, and whether nothing unknown could."""
    sur = True
    for champ, cle in CLES.items():
        bornes = getattr(m, champ)
        if bornes is None:
            continue
        mesure = mesurer(d, cle)
        if mesure.haut < bornes[0] or mesure.bas > bornes[1]:
            return False, False
        sur = sur and bornes[0] <= mesure.bas and mesure.haut <= bornes[1]
    return True, sur
