"""How long a turn waits: ten seconds in all, then the person is told to come back (503).

A database that somebody else holds is waited for without holding up the other conversations: they
share one process, so its lock is asked for again and again rather than once and for long.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channels.shared.errors import NotReady
from vte.databases import try_to_lock

# Seconds for a whole turn; the write that comes last may add those of bot.tracker_store.TURN_WAIT.
TURN_MAX = 8.0
AGAIN = 0.1  # seconds between two looks at a lock
RETRY_AFTER = "5"  # seconds


@asynccontextmanager
async def within(seconds: float | None = None) -> AsyncIterator[None]:
    """What takes longer is given up. Error: NotReady."""
    try:
        async with asyncio.timeout(TURN_MAX if seconds is None else seconds):
            yield
    except TimeoutError:
        raise busy() from None


async def writable(engine: Engine, table: str) -> None:
    """Once a write to this table would not wait; cancelled where it never would."""
    while not _is_writable(engine, table):
        await asyncio.sleep(AGAIN)


def busy() -> NotReady:
    return NotReady(
        "L'assistant est occupé\u00a0: renvoyez votre message dans un moment.",
        {"Retry-After": RETRY_AFTER},
    )


def _is_writable(engine: Engine, table: str) -> bool:
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA busy_timeout=0")
            try_to_lock(connection, table)  # and let go, as the connection goes back
    except sa.exc.OperationalError:
        return False
    return True
