"""The schema of the base, brought up to date by Alembic's migrations, on SQLite and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from vte.territoires.models import Modele

MIGRATIONS = Path(__file__).with_name("migrations")


def configuration(connection: Connection) -> Config:
    """Alembic's configuration, without an .ini file: the connection is ours."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Applies the migrations up to `revision`, in the transaction of `connection`."""
    command.upgrade(configuration(connection), revision)


def differences(connection: Connection) -> list[object]:
    """What separates the base's schema from the models; empty when the migrations say it all."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Modele.metadata))
