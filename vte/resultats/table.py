"""The table of kept results, in the database of VTE_SUIVI, and how they are erased.

They go with the conversation that they come from, and when they are as old as conversations may be.
"""

from __future__ import annotations

import sqlalchemy as sa

from vte.dated_store import dated_store
from vte.effacement import PERSONNE, register
from vte.schemas.tracker import METADATA

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


register(dated_store("resultats", RESULTATS))
