"""Who said STOP on a messenger, and which messages are answered as one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
oldest_served = "0001"  # a table of its own, and a column that an older release leaves empty


def upgrade() -> None:
    op.create_table(
        "arrets",
        sa.Column("session", sa.String(length=255), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.Column("rappele", sa.String(length=32), nullable=True),
        sa.Column("etat", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("session"),
    )
    op.create_index("ix_arrets_le", "arrets", ["le"])
    op.add_column("recus", sa.Column("lot", sa.String(length=255), nullable=True))
