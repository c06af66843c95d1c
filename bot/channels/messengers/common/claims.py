"""Who serves whom: one worker a person, for as long as it lives (vte/ouvriers.py)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vte.journal import CLAIMS
from vte.ouvriers import morts_ou_partis


def held(person: str, worker: str) -> Any:
    """The claim of this worker on this person, as a condition on CLAIMS."""
    return sa.and_(CLAIMS.c.personne == person, CLAIMS.c.ouvrier == worker)


def mine(person: str, worker: str) -> Any:
    """Whether this worker serves this person, as a condition on any table."""
    return sa.select(CLAIMS.c.personne).where(held(person, worker)).exists()


def served_elsewhere(link: Connection, person: Any, worker: str) -> Any:
    """Whether another worker, who lives, serves the person of this column."""
    others = sa.select(CLAIMS.c.personne).where(
        CLAIMS.c.personne == person,
        CLAIMS.c.ouvrier != worker,
        ~morts_ou_partis(link, CLAIMS.c.ouvrier),
    )
    return others.exists()
