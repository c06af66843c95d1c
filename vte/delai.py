"""The delay under which staff mean to answer: as the assistant says it, and as a moment.

One setting for both (VTE_DELAI_REPONSE), in working days: Monday to Friday without the public
holidays of mainland France. The day on which a request comes does not count.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from vte.horloge import PARIS
from vte.mots import ESPACE
from vte.reglages_equipe import DELAI_REPONSE

_SAMEDI = 5  # of Python's weekdays


def vise() -> str:
    """« 3 jours ouvrés ». Error: ReglageInvalide."""
    jours = DELAI_REPONSE.lire()
    return f"{jours}{ESPACE}{'jour ouvré' if jours == 1 else 'jours ouvrés'}"


def echeance(recue: datetime) -> datetime:
    """The end, in Paris, of the last working day of the delay. Error: ReglageInvalide.

    `recue`: when the request came, with its time zone.
    """
    jour = recue.astimezone(PARIS).date()
    for _ in range(DELAI_REPONSE.lire()):
        jour = _ouvre_apres(jour)
    return datetime.combine(jour + timedelta(days=1), time.min, PARIS)


def est_ouvre(jour: date) -> bool:
    return jour.weekday() < _SAMEDI and jour not in _feries(jour.year)


def _ouvre_apres(jour: date) -> date:
    suivant = jour + timedelta(days=1)
    return suivant if est_ouvre(suivant) else _ouvre_apres(suivant)


@lru_cache(maxsize=16)
def _feries(annee: int) -> frozenset[date]:
    from holidays import country_holidays  # slow to import, and the assistant never asks

    return frozenset(country_holidays("FR", years=annee))
