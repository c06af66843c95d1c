"""The workers that serve, and which of them serves which person of a messenger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
oldest_served = "0001"  # tables of its own, and a column that older code leaves empty


def upgrade() -> None:
    op.add_column("recus", sa.Column("personne", sa.String(length=255), nullable=True))
    op.create_index("ix_recus_personne", "recus", ["personne"])
    op.create_table(
        "prises",
        sa.Column("personne", sa.String(length=255), nullable=False),
        sa.Column("ouvrier", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("personne"),
    )
    op.create_table(
        "ouvriers",
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("vu", sa.Float(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("modele", sa.String(length=64), nullable=False),
        sa.Column("repartir", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
