"""What staff and people say while a member of staff holds a conversation, and how to reach them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
oldest_served = "0001"  # tables of their own


def upgrade() -> None:
    op.create_table(
        "relais",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(length=255), nullable=False),
        sa.Column("canal", sa.String(length=32), nullable=False),
        sa.Column("ouvert_par", sa.String(length=150), nullable=False),
        sa.Column("ouvert_le", sa.String(length=32), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.Column("prevenu", sa.Boolean(), nullable=False),
        sa.Column("clos_le", sa.String(length=32), nullable=True),
        sa.Column("clos_par", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "paroles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(length=255), nullable=False),
        sa.Column("canal", sa.String(length=32), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.Column("auteur", sa.String(length=8), nullable=False),
        sa.Column("qui", sa.String(length=150), nullable=True),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("propose", sa.Boolean(), nullable=False),
        sa.Column("apres", sa.Integer(), nullable=False),
        sa.Column("etat", sa.String(length=8), nullable=False),
        sa.Column("envoyes", sa.Integer(), nullable=False),
        sa.Column("motif", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "adresses",
        sa.Column("session", sa.String(length=255), nullable=False),
        sa.Column("canal", sa.String(length=32), nullable=False),
        sa.Column("adresse", sa.Text(), nullable=False),
        sa.Column("demande", sa.Boolean(), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("session"),
    )
    for table, column in (
        ("relais", "session"),
        ("relais", "le"),
        ("relais", "clos_le"),
        ("paroles", "session"),
        ("paroles", "le"),
        ("paroles", "etat"),
        ("adresses", "le"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
