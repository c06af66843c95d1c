"""Opens a database that is written to all along: the tracker's, the log, the requests.

(The base of the territories has its own door.)
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.url import URL

from vte.erreurs import ReglageInvalide
from vte.private import own_folder

# SQLite's: readers do not wait for the one who writes, a commit does not wait for the disk, and
# what is erased is erased in the file.
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")
WAIT = 20.0  # seconds for which somebody else's lock is waited for
CONNECT = 5  # seconds to reach PostgreSQL
# For libpq: seconds after which a silent connection is asked whether it lives, between two such
# questions, how many of them; and milliseconds for which what is sent may stay unacknowledged. A
# machine that vanished closes nothing: without these, a thread waits for it for many minutes.
ALIVE = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
REWRITE, RETRY = 30.0, 0.2  # seconds to write a file anew, and between two tries
_OWNER_ONLY = 0o600


def url_of(setting: str) -> str:
    """The SQLAlchemy URL of a setting, which may also be the path of a SQLite file."""
    return setting if "://" in setting else f"sqlite:///{setting}"


def open_engine(url: str, wait: float = WAIT) -> Engine:
    """The engine of this database (SQLAlchemy URL); a SQLite file is made when there is none.

    `wait`: seconds for which another's lock is waited for, before an OperationalError.
    """
    read = prepare_file(url)
    # A connection that PostgreSQL ended meanwhile is noticed before a turn is played on it.
    asked = read.get_backend_name() != "sqlite"
    engine = sa.create_engine(with_limits(read), future=True, pool_pre_ping=asked)
    set_up(engine, wait)
    return engine


def prepare_file(url: str) -> URL:
    """The URL, read; a SQLite file and the folder made for it are their owner's alone."""
    read = make_url(url)
    if read.get_backend_name() == "sqlite" and read.database and read.database != ":memory:":
        own(Path(read.database))
    return read


def own(file: Path) -> None:
    """Makes this file, if it is absent, and its folder; keeps them from other accounts.

    Whoever may read a conversation's file may read the conversation. SQLite gives its journals the
    rights of the file that they belong to. A file of another owner is left as it is.
    Error: ReglageInvalide, where it cannot be written.
    """
    try:
        own_folder(file.parent)
        file.touch(mode=_OWNER_ONLY)
    except OSError as error:
        raise _unwritable(file, error.strerror) from None
    if not file.is_file() or not os.access(file, os.W_OK):
        raise _unwritable(file, "ce n'est pas un fichier que l'on peut écrire")
    for one in (file, *(file.with_name(f"{file.name}{suffix}") for suffix in ("-wal", "-shm"))):
        if one.exists() and one.stat().st_uid == os.getuid():
            one.chmod(_OWNER_ONLY)


def _unwritable(file: Path, why: str | None) -> ReglageInvalide:
    return ReglageInvalide(
        f"La base {file} ne peut pas être écrite ({why})\u00a0: corrigez ses droits ou le réglage"
        " qui la nomme."
    )


def set_up(engine: Engine, wait: float = WAIT) -> None:
    """What every engine of ours is given, one that a library made too.

    Its errors tell no parameters: they hold what people said. Its connections wait for a lock so
    long and no longer.
    """
    engine.hide_parameters = True
    milliseconds = round(wait * 1000)
    commands = (
        [f"PRAGMA busy_timeout={milliseconds}", *(f"PRAGMA {pragma}" for pragma in PRAGMAS)]
        if engine.dialect.name == "sqlite"
        else [f"SET lock_timeout = {milliseconds}"]
    )

    def on_connect(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for command in commands:
            cursor.execute(command)
        cursor.close()
        connection.commit()  # PostgreSQL would undo the setting with the first transaction

    sa.event.listen(engine, "connect", on_connect)


def end_idle_transactions(engine: Engine, seconds: int) -> None:
    """PostgreSQL ends a transaction that does nothing for so long, and lets go of its locks.

    Who holds them stands still, or is out of reach; it finds its connection closed.
    """
    if engine.dialect.name == "sqlite":
        return

    def on_connect(connection: Any, _: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET idle_in_transaction_session_timeout = '{seconds}s'")
        connection.commit()

    sa.event.listen(engine, "connect", on_connect)
    engine.dispose()  # those opened before it was set


def try_to_lock(connection: Connection, table: str) -> None:
    """Takes the lock that a write to this table takes, at once or not at all.

    Error: OperationalError, while somebody else holds it. It is let go with the connection.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f'LOCK TABLE "{table}" IN ROW EXCLUSIVE MODE NOWAIT')


def insert_new(connection: Connection, table: sa.Table) -> Any:
    """An insertion that leaves rows whose key is there as they are."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()


def write_anew(engine: Engine, patience: float = REWRITE) -> bool:
    """After an erasure, a SQLite file without what was deleted; False if it could not be.

    SQLite moves rows from page to page and leaves copies behind, which `secure_delete` misses: only
    a file written anew is without them. The new pages lie in its log (WAL) until they are copied
    into the file, and what a reader still looks at cannot be: SQLite then says so in its answer,
    and raises nothing. `patience`: seconds for which such a reader is waited for.
    """
    if engine.dialect.name != "sqlite":
        return True  # its dead rows go with its own VACUUM
    limit = time.monotonic() + patience
    while not _written_anew(engine):
        if time.monotonic() > limit:
            return False
        time.sleep(RETRY)
    return True


def _written_anew(engine: Engine) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.exec_driver_sql("VACUUM")
            answer = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        except sa.exc.OperationalError:
            return False
    return bool(answer[0] == 0)


def with_limits(url: URL, connect: int = CONNECT) -> URL:
    """A URL of PostgreSQL with the limits of a connection, unless it says them itself.

    `connect`: seconds to be reached.
    """
    if url.get_backend_name() == "sqlite":
        return url
    limits = {"connect_timeout": str(connect), **ALIVE}
    return url.update_query_dict({k: v for k, v in limits.items() if k not in url.query})
