"""A date that was read: what it is worth as a start, as a past and as a coming diploma."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from vte.lecture.candidats.candidat import A_VENIR, Candidat

ANS = range(1950, 2101)
_GRAINS = {
    "jour": relativedelta(days=1),
    "mois": relativedelta(months=1),
    "annee": relativedelta(years=1),
}


@dataclass(frozen=True)
class Lue:
    """`a_venir`, `passee`: the next such day and the last one, the same when the year is said.

    `grain`: « jour », « mois » or « annee », to which it is said; `forme`: how it is written.
    """

    debut: int
    fin: int
    forme: str
    a_venir: date
    passee: date
    an_dit: bool = False
    grain: str = "jour"

    @property
    def lendemain(self) -> date:
        """The first day after all those that `a_venir` may be."""
        return self.a_venir + _GRAINS[self.grain]

    def candidat(self, auj: date, forme: str | None = None) -> Candidat:
        """The candidate, without the roles that its year rules out."""
        valeurs: dict[str, Any] = {"date_debut": self.a_venir.isoformat()}
        if not self.an_dit or self.passee <= auj:
            valeurs["date_diplome"] = self.passee.isoformat()
        if not self.an_dit or self.lendemain > auj:
            valeurs[A_VENIR] = self.a_venir.isoformat()
        a_l_annee = self.grain == "annee"
        return Candidat("date", self.debut, self.fin, valeurs, forme or self.forme, a_l_annee)


def exacte(
    place: tuple[int, int], jour: date | None, forme: str, grain: str = "jour"
) -> Lue | None:
    """A date of which the year is known; None when there is no such day."""
    if jour is None or jour.year not in ANS:
        return None
    return Lue(*place, forme, jour, jour, True, grain)


def sans_annee(
    place: tuple[int, int], jour: int, mois: int, auj: date, forme: str, grain: str = "jour"
) -> Lue | None:
    """A day and a month: the next one, those of this month included, and the last one past."""
    suivantes = (sure(auj.year + n, mois, jour) for n in range(9))
    passees = (sure(auj.year - n, mois, jour) for n in range(9))
    a_venir = next((j for j in suivantes if j and j >= premier(auj)), None)
    passee = next((j for j in passees if j and j <= auj), None)
    if a_venir is None or passee is None:
        return None
    return Lue(*place, forme, a_venir, passee, False, grain)


def sure(annee: int, mois: int, jour: int) -> date | None:
    """That day, or None when there is none."""
    try:
        return date(annee, mois, jour) if annee in ANS else None
    except ValueError:
        return None


def premier(jour: date) -> date:
    """The first of its month."""
    return jour.replace(day=1)


def plus_mois(jour: date, mois: int) -> date | None:
    """The first of the month that is so many months later."""
    n = jour.year * 12 + jour.month - 1 + mois
    return sure(n // 12, n % 12 + 1, 1)
