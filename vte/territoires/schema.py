"""The schema of the base, brought up to date by Alembic's migrations, on SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection

from vte.schemas.history import History
from vte.territoires.models import Modele

TERRITORIES = History(
    "territoires",
    Modele.metadata,
    Path(__file__).parent / "migrations" / "versions",
    "alembic_version",
)


def upgrade(connection: Connection) -> None:
    """Applies the migrations, in the transaction of `connection`."""
    TERRITORIES.upgrade(connection)


def differences(connection: Connection) -> list[object]:
    """What separates the base's schema from the models; empty when the migrations say it all."""
    return TERRITORIES.differences(connection)
