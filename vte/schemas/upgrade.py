"""Brings a database up to date as it is opened: once, whoever starts together.

A newer version of the code may have upgraded it already. Its revision then says which older code
may still serve (`oldest_served`), and this is kept in the database, for code that cannot know the
revision: the table `schemas`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.erreurs import BaseTropRecente
from vte.schemas.history import HEAD, History

LOCK = 0x565445  # PostgreSQL's advisory lock of all our migrations
LOOK = 0.1  # seconds between two looks at it
SERVED = sa.Table(
    "schemas",
    sa.MetaData(),
    sa.Column("histoire", sa.String(32), primary_key=True),
    sa.Column("revision", sa.String(32), nullable=False),
    sa.Column("servie_depuis", sa.String(32), nullable=False),  # code of this revision, and newer
    sa.Column("le", sa.String(32), nullable=False),  # ISO, UTC
)
_ready: set[tuple[str, ...] | None] = set()


class State(Enum):
    """Of a database, for this code."""

    EMPTY = "vide"
    BEHIND = "en retard"
    CURRENT = "à jour"
    AHEAD = "en avance, compatible"
    TOO_NEW = "trop récente"


def bring_up_to_date(
    engine: Engine, history: History, then: Callable[[Connection], None] | None = None
) -> None:
    """Applies what is missing; nothing, once this process has seen that nothing is.

    `then` is called with the lock of migrations held, after one. Error: BaseTropRecente.
    """
    if _identity(engine, history) in _ready:
        return
    with engine.connect() as connection:
        found = state(connection, history)
    if found in (State.EMPTY, State.BEHIND):
        with alone(engine) as connection:
            found = upgrade(connection, history)
            if then is not None:
                then(connection)
    if found is State.TOO_NEW:
        raise BaseTropRecente(
            f"La base «\u00a0{history.name}\u00a0» a été mise à jour par une version plus récente"
            " de l'assistant, que celle-ci ne sait pas lire\u00a0: lancez la version récente, ou"
            " restaurez une sauvegarde d'avant (docs/backups.md)."
        )
    if (known := _identity(engine, history)) is not None:
        _ready.add(known)


def state(connection: Connection, history: History) -> State:
    """How this database stands, for this code."""
    current = history.current(connection)
    if current is None:
        return State.EMPTY
    if current == history.head:
        return State.CURRENT
    if current in history.revisions():
        return State.BEHIND
    return State.AHEAD if _oldest(connection, history) in history.revisions() else State.TOO_NEW


def upgrade(connection: Connection, history: History, revision: str = HEAD) -> State:
    """To be called on a connection of `alone`; says how the database stands afterwards.

    `revision`: up to which, the last by default.
    """
    if state(connection, history) in (State.EMPTY, State.BEHIND):
        if connection.dialect.name != "sqlite":
            connection.commit()  # each migration has a transaction of its own
        history.upgrade(
            connection,
            revision,
            lambda link, revision, oldest: _note(link, history, revision, oldest),
        )
    return state(connection, history)


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A connection while no other process migrates this database; committed at the end.

    On SQLite all is one transaction. PostgreSQL's lock is asked for again and again, outside a
    transaction: whoever waited inside one would hold up an index that is made concurrently.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            SERVED.create(connection, checkfirst=True)
            yield connection
            connection.commit()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
        while not guard.execute(sa.select(sa.func.pg_try_advisory_lock(LOCK))).scalar():
            time.sleep(LOOK)
        try:
            SERVED.create(guard, checkfirst=True)
            with engine.connect() as connection:
                yield connection
                connection.commit()
        finally:
            guard.execute(sa.select(sa.func.pg_advisory_unlock(LOCK)))


def forget() -> None:
    """What this process knows of databases: after one was replaced."""
    _ready.clear()


def _oldest(connection: Connection, history: History) -> str | None:
    """The oldest revision whose code may serve this database, as the newest upgrade noted it."""
    if not sa.inspect(connection).has_table(SERVED.name):
        return None
    noted = sa.select(SERVED.c.servie_depuis).where(SERVED.c.histoire == history.name)
    oldest: str | None = connection.execute(noted).scalar()
    return oldest


def _note(connection: Connection, history: History, revision: str, oldest: str) -> None:
    connection.execute(sa.delete(SERVED).where(SERVED.c.histoire == history.name))
    row = {"histoire": history.name, "revision": revision, "servie_depuis": oldest}
    row["le"] = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(sa.insert(SERVED), [row])


def _identity(engine: Engine, history: History) -> tuple[str, ...] | None:
    """Of a database, for as long as it is the same one; None for one in memory, or a new file."""
    if engine.dialect.name != "sqlite":
        return (history.name, history.head, str(engine.url))
    if not engine.url.database or engine.url.database == ":memory:":
        return None
    file = Path(engine.url.database)
    found = file.stat()
    if not found.st_size:
        return None
    return (history.name, history.head, str(file.resolve()), str(found.st_ino))
