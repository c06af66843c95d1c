"""Aujourd'hui. Aucun autre code ne lit l'horloge pour une date."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from vte.erreurs import ErreurVTE
from vte.reglages import AUJOURDHUI


def aujourdhui() -> date:
    """La date du jour à Paris, ou celle de `VTE_AUJOURDHUI`. Erreur : ErreurVTE."""
    fixee = AUJOURDHUI.lire()
    if not fixee:
        return datetime.now(ZoneInfo("Europe/Paris")).date()
    try:
        return date.fromisoformat(fixee)
    except ValueError:
        raise ErreurVTE(f"VTE_AUJOURDHUI={fixee} n'est pas une date : écrivez-la AAAA-MM-JJ.") from None
