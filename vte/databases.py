"""Opens a database that is written to all along: the tracker's, the log, the requests.

(The base of the territories has its own door.)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

# SQLite's: readers do not wait for the one who writes, a commit does not wait for the disk, and
# what is erased is erased in the file.
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON")


def url_of(setting: str) -> str:
    """The SQLAlchemy URL of a setting, which may also be the path of a SQLite file."""
    return setting if "://" in setting else f"sqlite:///{setting}"


def open_engine(url: str) -> Engine:
    """The engine of this database (SQLAlchemy URL); a SQLite file is made when there is none."""
    read = make_url(url)
    if read.get_backend_name() == "sqlite" and read.database:
        Path(read.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(read, future=True)
    set_pragmas(engine)
    return engine


def set_pragmas(engine: Engine) -> None:
    """Has every connection of a SQLite engine set `PRAGMAS`; another engine is left as it is."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_pragmas)


def empty_wal(engine: Engine) -> None:
    """After an erasure: SQLite keeps the pages of before in its log (WAL) until it is emptied."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_pragmas(connection: Any, _: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
