"""The database that versions before kept the channels' tables in: its rows are taken in, once.

They now lie beside the tracker's. Whoever is interrupted begins again, and nothing is doubled. What
was erased meanwhile does not come back. Afterwards the old tables are gone: no erasure would reach
them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vte.databases import insert_new, open_engine
from vte.pseudonymes import pseudonyme
from vte.schemas.upgrade import alone

FILE = "journal.sqlite"
TABLES = ("echanges", "sessions_closes", "recus", "modeles")
_NUMBERED = {("echanges", "id")}  # numbers of the old database only: given anew
_BATCH = 500  # rows


def take_in_what_lies_beside(engine: Engine) -> dict[str, int]:
    """Of a tracker in a SQLite file: the old file of the same folder. Says as `take_in` does."""
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return {}
    file = Path(database).with_name(FILE)
    return take_in(engine, f"sqlite:///{file}") if file.is_file() else {}


def take_in(engine: Engine, url: str) -> dict[str, int]:
    """Takes the rows of the old database (SQLAlchemy URL) into the tracker's, then removes them.

    Says how many were new, by table. Nothing happens where both are the same database.
    """
    former = open_engine(url)
    try:
        if _same(former, engine):
            return {}
        with alone(engine) as connection, former.connect() as old:
            if former.dialect.name == "sqlite":
                old.exec_driver_sql("BEGIN IMMEDIATE")  # no older version writes there meanwhile
            taken = {name: _take(connection, old, name) for name in _there(old)}
            connection.commit()
            _drop(old)
            old.commit()
    finally:
        former.dispose()
    if former.dialect.name == "sqlite":
        _remove(Path(str(former.url.database)))
    return taken


def _same(one: Engine, other: Engine) -> bool:
    if one.dialect.name == other.dialect.name == "sqlite":
        first, second = (Path(str(e.url.database)).resolve() for e in (one, other))
        return first == second
    asked = [(e.url.host, e.url.port, e.url.database) for e in (one, other)]
    return one.dialect.name == other.dialect.name and asked[0] == asked[1]


def _there(old: Connection) -> list[str]:
    names = set(sa.inspect(old).get_table_names())
    return [name for name in TABLES if name in names]


def _take(connection: Connection, old: Connection, name: str) -> int:
    """How many rows of this table were not here yet."""
    source, target = _table(old, name), _table(connection, name)
    shared = [c for c in target.c if c.name in source.c and (name, c.name) not in _NUMBERED]
    erased, before = _erased(connection), _count(connection, target)
    columns = (source.c[c.name] for c in shared)
    query = sa.select(*columns).order_by(*source.primary_key).execution_options(stream_results=True)
    for batch in old.execute(query).mappings().partitions(_BATCH):
        rows = [dict(row) for row in batch if not _is_erased(row, name, erased)]
        if rows:
            connection.execute(insert_new(connection, target), rows)
    return _count(connection, target) - before


def _table(connection: Connection, name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=connection)


def _count(connection: Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() or 0)


def _erased(connection: Connection) -> dict[str, str]:
    """Who was erased, and when the last time (ISO, UTC)."""
    noted = _table(connection, "effacements")
    query = sa.select(noted.c.personne, sa.func.max(noted.c.le)).group_by(noted.c.personne)
    return {person: at for person, at in connection.execute(query)}


def _is_erased(row: Any, table: str, erased: dict[str, str]) -> bool:
    return any(erased.get(person, "") >= row["le"] for person in _people(row, table))


def _people(row: Any, table: str) -> Iterator[str]:
    """Whose row it is, where it holds something of a person."""
    if table == "echanges":
        yield row["session"]
    elif table == "recus" and row["entrant"]:
        yield pseudonyme(row["canal"], json.loads(row["entrant"])["adresse"])


def _drop(old: Connection) -> None:
    names: Collection[str] = _there(old)
    for name in names:
        _table(old, name).drop(old)


def _remove(file: Path) -> None:
    """The file, its log and its index: copies of rows stay in the pages of what is dropped."""
    for one in (file, *(file.with_name(f"{file.name}{suffix}") for suffix in ("-wal", "-shm"))):
        one.unlink(missing_ok=True)
