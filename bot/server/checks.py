"""What a worker needs to play a turn. Each says OK, or in French what is wrong, or raises."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

import httpx
import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import NullPool

from bot.server.readiness import LIMIT, OK
from vte.databases import with_limits

LEAST_FREE = 32 * 1024 * 1024  # bytes: under this, SQLite is about to fail
_PROBE = b"\0" * 4096  # what is written, to know whether something can be


def probing_engine(url: str) -> Engine:
    """An engine of its own, which only reads.

    A pool that turns have used up would be taken for a database that is away, and SQLite would make
    an empty file where there is none.
    """
    read = make_url(url)
    if read.get_backend_name() == "postgresql":
        read = with_limits(read.difference_update_query(["connect_timeout"]), connect=1)
    elif read.database not in (None, "", ":memory:"):
        path = quote(str(Path(str(read.database)).absolute()))
        read = make_url(f"sqlite:///file:{path}?mode=ro&uri=true")
    return sa.create_engine(read, poolclass=NullPool, future=True, hide_parameters=True)


def answers(engine: Engine, table: str) -> str:
    """A statement on this table, which an empty database has not. Error: SQLAlchemyError."""
    with engine.connect() as connection:
        connection.execute(sa.select(sa.literal(1)).select_from(sa.table(table)).limit(1)).all()
    return OK


def writable(folders: Iterable[Path], least: int = LEAST_FREE) -> str:
    """Something can be written in each, and `least` bytes are left there. Error: OSError."""
    for folder in folders:
        if shutil.disk_usage(folder).free < least:
            return "disque plein"
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(_PROBE)
            probe.flush()
            os.fsync(probe.fileno())
    return OK


def folders_of(urls: Iterable[str]) -> list[Path]:
    """Where SQLite keeps these databases: none where all of them are elsewhere."""
    read = [make_url(url) for url in urls]
    files = (
        Path(str(url.database)).absolute()
        for url in read
        if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    )
    return sorted({file.parent for file in files})


def remote_actions(url: str, headers: Mapping[str, str]) -> str:
    """The action server answers, and not only takes the connection. Error: httpx.HTTPError.

    `url`: of its webhook; beside it stands its own `/health`.
    """
    health = httpx.URL(url).copy_with(path="/health", query=None)
    given = httpx.get(health, headers=dict(headers), timeout=LIMIT)
    return OK if given.status_code == 200 else f"répond {given.status_code}"


def holds(condition: Callable[[], bool], otherwise: str) -> Callable[[], str]:
    """The check that a condition holds; `otherwise`: what is wrong where it does not."""
    return lambda: OK if condition() else otherwise
