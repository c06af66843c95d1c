"""The database has an identity of its own, which a restore changes."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
oldest_served = "0001"


def upgrade() -> None:
    made = op.create_table(
        "identite", sa.Column("valeur", sa.String(length=32), nullable=False, primary_key=True)
    )
    op.bulk_insert(made, [{"valeur": uuid4().hex}])
