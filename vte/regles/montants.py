"""The amounts of a barème: which one a dossier gets, and what must be known to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field, PositiveInt, validator

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

    @property
    def contenu(self) -> tuple[int, str]:
        """The amount and the case: two that say the same are the same."""
        return self.montant, self.dit


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

    @validator("effectif", "niveau")
    def _dans_l_ordre(cls, bornes: Bornes | None) -> Bornes | None:
        if bornes is not None and bornes[1] < bornes[0]:
            raise ValueError(f"les bornes {list(bornes)} sont à l'envers")
        return bornes

    @property
    def dit(self) -> tuple[Any, ...]:
        """What it says in euros, without the bounds that lead to it."""
        autrement = self.autrement and self.autrement.contenu
        return self.montant, autrement, self.avec and (self.avec.montant, self.avec.aides)


@dataclass(frozen=True, slots=True)
class Somme:
    """The amounts that are possible; the one that is sure; the keys that would choose it."""

    possibles: tuple[Montant, ...]
    seul: Montant | None
    cles: tuple[str, ...]

    @property
    def montant(self) -> int | None:
        return self.seul.montant if self.seul else None

    @property
    def autrement(self) -> Autrement | None:
        """What is paid in another case, where it is the same whichever amount it is."""
        dits = {m.autrement and m.autrement.contenu for m in self.possibles}
        return self.possibles[0].autrement if len(dits) == 1 else None

    @property
    def dite(self) -> tuple[Any, ...]:
        """What it says, whichever barème says it: the same amounts twice are the same."""
        return self.cles, frozenset(m.dit for m in self.possibles)


def choisir(montants: Sequence[Montant], d: Dossier) -> Somme:
    """What a dossier gets of the amounts of its barème."""
    places = [(m, _place(m, d)) for m in montants]
    possibles = tuple(m for m, (peut, _) in places if peut)
    if len(possibles) == 1 and next(sur for m, (_, sur) in places if m is possibles[0]):
        return Somme(possibles, possibles[0], ())
    cles = tuple(
        cle
        for champ, cle in CLES.items()
        if any(not _sur(getattr(m, champ), cle, d) for m in possibles)
    )
    return Somme(possibles, None, cles)


def _place(m: Montant, d: Dossier) -> tuple[bool, bool]:
    """Whether nothing that is known rules this amount out, and whether nothing unknown could."""
    bornes = [(getattr(m, champ), cle) for champ, cle in CLES.items()]
    peut = all(_peut(b, cle, d) for b, cle in bornes)
    return peut, peut and all(_sur(b, cle, d) for b, cle in bornes)


def _peut(bornes: Bornes | None, cle: str, d: Dossier) -> bool:
    """Whether the key may be within the bounds."""
    if bornes is None:
        return True
    mesure = mesurer(d, cle)
    return bornes[0] <= mesure.haut and mesure.bas <= bornes[1]


def _sur(bornes: Bornes | None, cle: str, d: Dossier) -> bool:
    """Whether the key is within the bounds, whatever is still unknown."""
    if bornes is None:
        return True
    mesure = mesurer(d, cle)
    return bornes[0] <= mesure.bas and mesure.haut <= bornes[1]
