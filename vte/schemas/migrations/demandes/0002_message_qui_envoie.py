"""Which message sent a request: its turn, played again, sends nothing twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
oldest_served = "0001"  # older code leaves the column empty


def upgrade() -> None:
    op.add_column("demandes", sa.Column("message", sa.String(length=64), nullable=True))
    op.create_index("ix_demandes_message", "demandes", ["message"])
