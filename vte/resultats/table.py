"""The table of kept results, in the database of VTE_SUIVI, and how they are erased.

They go with the conversation that they come from, and when they are as old as conversations may be.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa

from vte.databases import url_of
from vte.effacement import PERSONNE, Store, database, delete, register
from vte.reglages import SUIVI
from vte.schemas.tracker import METADATA, prepare

RESULTATS = sa.Table(
    "resultats",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("session", sa.String(255), nullable=False, info=PERSONNE),
    sa.Column("reference", sa.String(16), nullable=False, unique=True),
    # Of what was kept: the same verdict is kept once.
    sa.Column("empreinte", sa.String(64), nullable=False),
    sa.Column("le", sa.String(32), nullable=False, index=True),
    sa.Column("contenu", sa.Text, nullable=False),
    sa.UniqueConstraint("session", "empreinte"),
)


def _erase(personnes: Collection[str]) -> int:
    with database(url_of(SUIVI.lire()), prepare) as lien:
        return delete(lien, RESULTATS, RESULTATS.c.session.in_(list(personnes)))


def _purge(avant: datetime) -> int:
    limite = avant.astimezone(UTC).isoformat(timespec="seconds")
    with database(url_of(SUIVI.lire()), prepare) as lien:
        return delete(lien, RESULTATS, RESULTATS.c.le < limite)


register(Store("resultats", frozenset({RESULTATS.name}), _erase, _purge))
