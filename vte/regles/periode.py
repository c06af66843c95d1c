"""Which barème of a scheme judges a dossier: by the day it is signed, or by the day it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta

from vte.dossier import SIGNATURE, Dossier
from vte.horloge import aujourdhui
from vte.regles.dispositif import Bareme, Dispositif
from vte.regles.modele import Reserve
from vte.regles.montants import Somme, choisir
from vte.regles.sortes import Appartenir, Constat, Parmi
from vte.regles.statuts import NON_REMPLI

# A contract is signed before it begins, by how much no source says: within so many months. What
# could change with a signing further back is not asked (docs/decisions/0016).
MOIS_AVANT_LE_DEBUT = 6
_RIEN = Somme((), None, ())


@dataclass(frozen=True, slots=True)
class Place:
    """A dossier under one barème of a scheme.

    `couverte`: whether the barème covers the day; `borne`: what closes the scheme on that day, if
    a source says so; `datee`: whether the day is known; `cles`: the dates that would tell more;
    `selon_la_signature`: whether the day of signing could change what is said.
    """

    bareme: Bareme
    constats: tuple[Constat, ...]
    couverte: bool
    borne: Reserve | None
    somme: Somme
    datee: bool
    cles: tuple[str, ...] = ()

    @property
    def refus(self) -> tuple[str, ...]:
        """The ids of the criteria that are not met."""
        return tuple(c.id for c in self.constats if c.statut == NON_REMPLI)

    @property
    def refuse(self) -> bool:
        return bool(self.refus) or self.borne is not None

    @property
    def selon_la_signature(self) -> bool:
        return SIGNATURE in self.cles

    @property
    def issue(self) -> tuple[bool, tuple[Any, ...]]:
        """What matters of it: whether it is closed, and what its amount says."""
        return self.refuse, () if self.refuse else self.somme.dite


def placer(x: Dispositif, d: Dossier, appartenir: Appartenir) -> Place:
    """The dossier under the barème of its day.

    Where no day is known, today's is named, and what it asks or gives is left: it may not be its.
    """
    if (refus := _autre_contrat(x, d, appartenir)) is not None:
        return refus
    jour = _jour(x, d)
    if jour is None:
        place = _au(x, aujourdhui(), d, appartenir, datee=False)
        return replace(place, borne=None)  # where no day is known, none closes it
    place = _au(x, jour, d, appartenir)
    if x.jour != SIGNATURE or d.date_conclusion is not None:
        return place
    autres = (_au(x, j, d, appartenir) for j in _autres_jours(x, jour, place))
    change = any(a.issue != place.issue for a in autres)
    return replace(place, cles=(*place.cles, SIGNATURE)) if change else place


def _autre_contrat(x: Dispositif, d: Dossier, appartenir: Appartenir) -> Place | None:
    """Of a scheme that is not for this contract nothing more is judged."""
    for critere in x.criteres:
        if isinstance(critere, Parmi):
            constat = critere.juger(d, appartenir)
            if constat.statut == NON_REMPLI:
                return _ecartee(x.pour(_jour(x, d) or aujourdhui()), constat)
    return None


@lru_cache(maxsize=1 << 10)
def _ecartee(b: Bareme, constat: Constat) -> Place:
    return Place(b, (constat,), False, None, _RIEN, True)


def _jour(x: Dispositif, d: Dossier) -> date | None:
    return (d.date_conclusion if x.jour == SIGNATURE else None) or d.date_debut


def _autres_jours(x: Dispositif, debut: date, place: Place) -> Iterator[date]:
    """A day of each other barème, or of none, on which it may have been signed."""
    avant = _au_plus_tot(debut)
    if avant < x.baremes[0].du <= debut:
        yield avant
    for b in x.entre(avant, debut):
        if b is not place.bareme or not place.couverte:
            yield max(b.du, avant)


@lru_cache(maxsize=1 << 12)
def _au_plus_tot(debut: date) -> date:
    jour: date = debut - relativedelta(months=MOIS_AVANT_LE_DEBUT)
    return jour


def _au(x: Dispositif, jour: date, d: Dossier, appartenir: Appartenir, datee: bool = True) -> Place:
    b = x.pour(jour)
    couverte = datee and b.contient(jour)
    siens = (*x.criteres, *b.criteres) if couverte else x.criteres
    constats = tuple([c.juger(d, appartenir) for c in siens if c.concerne(d)])
    somme = choisir(b.montants, d) if couverte else _RIEN
    return Place(
        b, constats, couverte, b.borne(jour), somme, datee, () if datee else ("date_debut",)
    )
