"""The databases that a backup goes over, and the tables that it takes of each.

The console's tables are Django's: they are known here by their names only. What it makes again from
the rest is left out: its search index and its watermark, which a projection fills; logins too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.databases import url_of
from vte.reglages import CONSOLE_URL, DEMANDES_URL, SUIVI
from vte.schemas.history import History
from vte.schemas.requests import REQUESTS
from vte.schemas.tracker import TRACKER

CONSOLE, MIGRATIONS = "console", "django_migrations"
_OF_THE_CONSOLE = ("console_", "auth_", "django_", "axes_")
_MADE_AGAIN = ("console_recherche", "console_filigrane", "django_session", MIGRATIONS)
IDENTITY = "identite"  # a tracker's own, which no other has
# Beside it: who serves whom at this moment, which is over when a backup is restored.
# And how a person is reached, which must go with what it is kept for (vte/relais/adresses.py).
_OF_THE_MOMENT = (IDENTITY, "ouvriers", "prises", "adresses")


@dataclass(frozen=True)
class Base:
    """`history`: its migrations, None for the console's, which Django makes."""

    name: str
    url: Callable[[], str]
    history: History | None


# In the order of their snapshots: what staff did of a request or a conversation never comes before
# it, and the projection brings what the console lacks.
BASES = (
    Base(CONSOLE, CONSOLE_URL.lire, None),
    Base(REQUESTS.name, DEMANDES_URL.lire, REQUESTS),
    Base(TRACKER.name, lambda: url_of(SUIVI.lire()), TRACKER),
)


def named(name: str) -> Base:
    return next(base for base in BASES if base.name == name)


def tables(connection: Connection, base: Base) -> list[sa.Table]:
    """Those that are there and kept, each after those that it refers to, as the database has them.

    SQLite's of the console are read as they are stored: Django writes dates and booleans its way.
    """
    metadata, raw = sa.MetaData(), base.history is None and connection.dialect.name == "sqlite"
    there = sa.inspect(connection).get_table_names()
    for name in filter(lambda name: _kept(name, base), there):
        table = sa.Table(name, metadata, autoload_with=connection, resolve_fks=False)
        for column in table.columns if raw else ():
            column.type = sa.types.NullType()
    return list(metadata.sorted_tables)


def _kept(name: str, base: Base) -> bool:
    if base.history is None:
        return name.startswith(_OF_THE_CONSOLE) and not name.startswith(_MADE_AGAIN)
    base.history.declare()
    return name in base.history.metadata.tables and name not in _OF_THE_MOMENT


def revision(connection: Connection, base: Base) -> str:
    """What the shape of its tables is called; empty, where there are none."""
    if base.history is not None:
        return base.history.current(connection) or ""
    if not sa.inspect(connection).has_table(MIGRATIONS):
        return ""
    applied = sa.table(MIGRATIONS, sa.column("app"), sa.column("name"))
    rows = connection.execute(sa.select(applied.c.app, applied.c.name))
    return " ".join(sorted(f"{app}.{name}" for app, name in rows))


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is now, whoever writes meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        else:
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            connection.exec_driver_sql("SELECT 1")
        yield connection
        connection.rollback()


def last_given(connection: Connection, table: sa.Table) -> int | None:
    """The last number that this table gave; None where it gives none."""
    sequence = _sequence(connection, table)
    if sequence is None:
        return None
    if connection.dialect.name == "sqlite":
        asked = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return connection.execute(asked, {"name": sequence}).scalar()
    asked = sa.text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
    return int(connection.execute(asked).scalar() or 0)


def go_on_after(connection: Connection, table: sa.Table, last: int | None) -> None:
    """The next number that this table gives is higher than `last`, and than those it holds."""
    sequence = _sequence(connection, table)
    if sequence is None:
        return
    (key,) = table.primary_key.columns
    highest = max(last or 0, connection.execute(sa.select(sa.func.max(key))).scalar() or 0)
    if connection.dialect.name != "sqlite":
        connection.execute(
            sa.select(sa.func.setval(sequence, max(highest, 1), highest > 0))  # 1, if it gave none
        )
        return
    values = {"name": sequence, "seq": highest}
    connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
    connection.execute(
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), values
    )


def _sequence(connection: Connection, table: sa.Table) -> str | None:
    keys = list(table.primary_key.columns)
    if len(keys) != 1:
        return None
    if connection.dialect.name == "sqlite":
        made = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
        sql = str(connection.execute(made, {"name": table.name}).scalar())
        return table.name if "AUTOINCREMENT" in sql.upper() else None
    asked = sa.select(sa.func.pg_get_serial_sequence(f'"{table.name}"', keys[0].name))
    name: str | None = connection.execute(asked).scalar()
    return name
