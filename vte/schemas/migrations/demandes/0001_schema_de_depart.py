"""The tables that versions without migrations made; those that are there are adopted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
oldest_served = "0001"


def upgrade() -> None:
    there = set(sa.inspect(op.get_bind()).get_table_names())
    for name, make in MAKERS.items():
        if name not in there:
            make()


def _demandes() -> None:
    op.create_table(
        "demandes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation", sa.String(length=255), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.Column("statut", sa.String(length=16), nullable=False),
        sa.Column("nom", sa.String(length=120), nullable=True),
        sa.Column("coordonnee", sa.String(length=120), nullable=True),
        sa.Column("sujet", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_demandes_conversation", "demandes", ["conversation"])


def _relectures() -> None:
    op.create_table(
        "relectures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("lecteur", sa.String(length=150), nullable=False),
        sa.Column("changee", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_relectures_source", "relectures", ["source"])


MAKERS = {"demandes": _demandes, "relectures": _relectures}
