"""Results that people keep by a link, and what they say of the answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
oldest_served = "0001"  # tables of their own


def upgrade() -> None:
    op.create_table(
        "resultats",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=255), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
        sa.UniqueConstraint("session", "empreinte"),
    )
    op.create_index("ix_resultats_le", "resultats", ["le"])
    op.create_table(
        "avis",
        sa.Column("session", sa.String(length=255), nullable=False),
        sa.Column("sujet", sa.String(length=96), nullable=False),
        sa.Column("utile", sa.Boolean(), nullable=False),
        sa.Column("motif", sa.String(length=16), nullable=True),
        sa.Column("texte", sa.Text(), nullable=True),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("session", "sujet"),
    )
    op.create_index("ix_avis_le", "avis", ["le"])
