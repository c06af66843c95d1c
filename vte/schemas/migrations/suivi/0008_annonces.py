"""What staff tell everybody: notices and closures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
oldest_served = "0001"  # a table of its own, which an older release never reads


def upgrade() -> None:
    op.create_table(
        "annonces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sorte", sa.String(length=16), nullable=False),
        sa.Column("texte", sa.String(length=200), nullable=False),
        sa.Column("debut", sa.String(length=32), nullable=False),
        sa.Column("fin", sa.String(length=32), nullable=True),
        sa.Column("retiree_le", sa.String(length=32), nullable=True),
        sa.Column("par", sa.String(length=150), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_annonces_retiree_le", "annonces", ["retiree_le"])
