"""Today. No other code reads the clock for a date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from vte.erreurs import ErreurVTE
from vte.reglages import AUJOURDHUI

_CHOISIE: ContextVar[date | None] = ContextVar("aujourdhui", default=None)

PARIS = ZoneInfo("Europe/Paris")  # whose clocks people and staff read


def aujourdhui() -> date:
    """The day chosen by `au`, else of `VTE_AUJOURDHUI`, else in Paris. Error: ReglageInvalide."""
    if (choisie := _CHOISIE.get()) is not None:
        return choisie
    return AUJOURDHUI.lire() or datetime.now(PARIS).date()


@contextmanager
def au(jour: str) -> Iterator[None]:
    """As if it were this day (YYYY-MM-DD); empty: nothing changes. Error: ErreurVTE."""
    jeton = _CHOISIE.set(_lire(jour) if jour else _CHOISIE.get())
    try:
        yield
    finally:
        _CHOISIE.reset(jeton)


def _lire(jour: str) -> date:
    try:
        return date.fromisoformat(jour)
    except ValueError:
        raise ErreurVTE(f"« {jour} » n'est pas une date : écrivez-la AAAA-MM-JJ.") from None
