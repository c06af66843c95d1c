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
    if "events" in there:
        _never_give_an_id_twice()


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.String(length=255), nullable=False),
        sa.Column("type_name", sa.String(length=255), nullable=False),
        sa.Column("timestamp", sa.Float(), nullable=True),
        sa.Column("intent_name", sa.String(length=255), nullable=True),
        sa.Column("action_name", sa.String(length=255), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_sender_id", "events", ["sender_id"])


def _effacements() -> None:
    op.create_table(
        "effacements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("personne", sa.String(length=255), nullable=False),
        sa.Column("jusqu_a", sa.BigInteger(), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_effacements_le", "effacements", ["le"])


def _echanges() -> None:
    op.create_table(
        "echanges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.Column("dit", sa.Text(), nullable=False),
        sa.Column("reponse", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session", "message_id"),
    )
    op.create_index("ix_echanges_session", "echanges", ["session"])


def _sessions_closes() -> None:
    op.create_table(
        "sessions_closes",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("session"),
    )


def _recus() -> None:
    op.create_table(
        "recus",
        sa.Column("canal", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("le", sa.String(length=32), nullable=False),
        sa.Column("etat", sa.String(length=16), nullable=False),
        sa.Column("envoyes", sa.Integer(), nullable=False),
        sa.Column("entrant", sa.Text(), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("canal", "id"),
    )
    op.create_index("ix_recus_le", "recus", ["le"])
    op.create_index("ix_recus_etat", "recus", ["etat"])


def _modeles() -> None:
    op.create_table(
        "modeles",
        sa.Column("choix", sa.String(length=32), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("choix"),
    )


MAKERS = {
    "events": _events,
    "effacements": _effacements,
    "echanges": _echanges,
    "sessions_closes": _sessions_closes,
    "recus": _recus,
    "modeles": _modeles,
}


def _never_give_an_id_twice() -> None:
    """A SQLite file of the first versions, or of Rasa by itself, would after an erasure."""
    link = op.get_bind()
    if link.dialect.name != "sqlite":
        return
    made = link.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'events'")).scalar_one()
    if "AUTOINCREMENT" in made.upper():
        return
    with op.batch_alter_table(
        "events", recreate="always", table_kwargs={"sqlite_autoincrement": True}
    ):
        pass
