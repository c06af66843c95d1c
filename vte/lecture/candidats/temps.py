"""A date that was read, and what it is worth as a start, as a past and as a coming diploma."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from vte.lecture.candidats.candidat import A_VENIR, Candidat


@dataclass(frozen=True)
class Lue:
    """`a_venir`, `passee`: the next such day and the last one, the same when the year is said.

    `grain`: « jour », « mois » or « annee », to which it is said; `jour_dit`: a day that has no
    month of its own (« du 1er au 30 juin »).
    """

    debut: int
    fin: int
    forme: str
    a_venir: date
    passee: date
    an_dit: bool = False
    grain: str = "jour"

    def candidat(self, auj: date, forme: str | None = None) -> Candidat:
        """The candidate: what it is worth in each role that it may have."""
        valeurs: dict[str, Any] = {"date_debut": self.a_venir.isoformat()}
        if not self.an_dit or self.passee <= auj:
            valeurs["date_diplome"] = self.passee.isoformat()
        if not self.an_dit or self._fin() > auj:
            valeurs[A_VENIR] = self.a_venir.isoformat()
        return Candidat(
            "date", self.debut, self.fin, valeurs, forme or self.forme, self.grain == "annee"
        )

    def _fin(self) -> date:
        return self.a_venir + fin_du_grain(self.grain)


def fin_du_grain(grain: str) -> relativedelta:
    """From the first day that a date may be to the day after the last one."""
    return {
        "jour": relativedelta(days=1),
        "mois": relativedelta(months=1),
        "annee": relativedelta(years=1),
    }[grain]


def sure(annee: int, mois: int, jour: int) -> date | None:
    """That day, or None when there is none."""
    try:
        return date(annee, mois, jour) if 1950 <= annee <= 2100 else None
    except ValueError:
        return None


def annee(ecrite: str) -> int:
    """« 2021 », « 21 » -> 2021."""
    return int(ecrite) if len(ecrite) == 4 else 2000 + int(ecrite)


def premier(jour: date) -> date:
    """The first of its month."""
    return jour.replace(day=1)


def prochaine(mois: int, jour: int, auj: date) -> date | None:
    """The next such day, those of this month included."""
    return _cherche(mois, jour, lambda j: j >= premier(auj), range(auj.year, auj.year + 9))


def derniere(mois: int, jour: int, auj: date) -> date | None:
    """The last such day that is not ahead."""
    return _cherche(mois, jour, lambda j: j <= auj, range(auj.year, auj.year - 9, -1))


def _cherche(mois: int, jour: int, va: Callable[[date], bool], ans: range) -> date | None:
    return next((j for an in ans if (j := sure(an, mois, jour)) and va(j)), None)


def decale(jour: date, n: float, unite: str) -> date:
    """Said in days or weeks: that very day; in months or years: the first of the month."""
    if unite[0] == "j":
        return jour + timedelta(days=round(n))
    if unite.startswith("sem") and not unite.startswith("semes"):
        return jour + timedelta(weeks=round(n))
    mois = {"a": 12, "p": 12, "t": 3, "s": 6}.get(unite[0], 1)
    return premier(jour + relativedelta(months=round(n * mois)))
