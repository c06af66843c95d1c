"""What a person was told to name their request by; and what staff look for, by when it was sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
oldest_served = "0001"  # older code leaves the column empty


def upgrade() -> None:
    op.add_column("demandes", sa.Column("reference", sa.String(length=16), nullable=True))
    op.create_index("ix_demandes_reference", "demandes", ["reference"])
    op.create_index("ix_demandes_envoyees", "demandes", ["statut", "le"])
