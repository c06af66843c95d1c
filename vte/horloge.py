"""Aujourd'hui. Aucun autre code ne lit l'horloge pour une date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from vte.erreurs import ErreurVTE
from vte.reglages import AUJOURDHUI

_CHOISIE: ContextVar[date | None] = ContextVar("aujourdhui", default=None)


def aujourdhui() -> date:
    """Le jour choisi par `au`, sinon celui de `VTE_AUJOURDHUI`, sinon la date du jour à Paris. Erreur : ErreurVTE."""
    if (choisie := _CHOISIE.get()) is not None:
        return choisie
    fixee = AUJOURDHUI.lire()
    return (
        _lire(fixee, f"{AUJOURDHUI.nom}={fixee}")
        if fixee
        else datetime.now(ZoneInfo("Europe/Paris")).date()
    )


@contextmanager
def au(jour: str) -> Iterator[None]:
    """Fait comme si l'on était ce jour-là (AAAA-MM-JJ) ; vide : ne change rien. Erreur : ErreurVTE."""
    jeton = _CHOISIE.set(_lire(jour, f"« {jour} »") if jour else _CHOISIE.get())
    try:
        yield
    finally:
        _CHOISIE.reset(jeton)


def _lire(texte: str, dit: str) -> date:
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise ErreurVTE(f"{dit} n'est pas une date : écrivez-la AAAA-MM-JJ.") from None
