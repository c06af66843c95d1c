"""Days of Paris and moments of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from vte.dossier.natures import ANNEES
from vte.reglages import AUJOURDHUI

# Of what a form takes: a day at either end of the calendar has no midnight in Paris.
BORNES = (
    MinValueValidator(date(ANNEES[0], 1, 1), f"Une date à partir de {ANNEES[0]}."),
    MaxValueValidator(date(ANNEES[1], 12, 31), f"Une date jusqu'à {ANNEES[1]}."),
)


def debut_du_jour(jour: date) -> datetime:
    """Midnight of this date in Paris."""
    return timezone.make_aware(datetime.combine(jour, time.min))


def fin_du_jour(jour: date) -> datetime:
    """The midnight that ends this date in Paris."""
    return debut_du_jour(jour + timedelta(days=1))


def jour_de(moment: datetime) -> date:
    """The day that it was in Paris for the assistant, which may hold another one for today."""
    return AUJOURDHUI.lire() or timezone.localdate(moment)


@dataclass(frozen=True)
class Periode:
    """From `du` to `au`, both days included."""

    du: date
    au: date

    @property
    def debut(self) -> datetime:
        return debut_du_jour(self.du)

    @property
    def fin(self) -> datetime:
        return fin_du_jour(self.au)

    @property
    def jours(self) -> list[date]:
        return [self.du + timedelta(days=n) for n in range((self.au - self.du).days + 1)]
