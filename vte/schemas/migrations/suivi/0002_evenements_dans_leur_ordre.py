"""One person's events in their order, by an index: made while the older version writes."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
oldest_served = "0001"

INDEX, TABLE, COLUMNS = "ix_events_sender_id_id", "events", ["sender_id", "id"]


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(INDEX, TABLE, COLUMNS)
        return
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, TABLE, if_exists=True)  # one that was interrupted serves nobody
        op.create_index(INDEX, TABLE, COLUMNS, postgresql_concurrently=True)
