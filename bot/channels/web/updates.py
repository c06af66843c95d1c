"""Who waits for news of a conversation: a member of staff's words, or what another page said there.

One look a second serves all who wait in this process, however many: between two looks a waiting
visitor holds an open connection and a future, neither a place among the turns nor a connection to
the database. Nobody waits: nobody looks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.server.draining import DRAINING
from bot.storage.threads import Threads
from vte.journal import EXCHANGES
from vte.relais.tables import PAROLES

WAIT = 25.0  # seconds: the longest that a visitor waits
LOOK_EVERY = 1.0  # seconds between two looks
WAITING_MAX, SESSION_MAX = 2_000, 3  # who wait at once, in all and of one conversation
# PostgreSQL may show a number after a higher one: so many before the last are looked at again.
OVERLAP = 200
_TABLES = (PAROLES, EXCHANGES)
logger = logging.getLogger(__name__)


class News:
    """`engine`: of the tracker's database; `look_every`: seconds."""

    def __init__(self, engine: Engine, look_every: float = LOOK_EVERY) -> None:
        self._engine, self._look_every = engine, look_every
        self._threads = Threads(1)
        self._waiting: dict[str, list[asyncio.Event]] = {}
        self._seen: dict[str, set[int]] = {table.name: set() for table in _TABLES}
        self._looking: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        return sum(map(len, self._waiting.values()))

    @contextmanager
    def of(self, session: str) -> Iterator[asyncio.Event | None]:
        """Set at each news of this conversation from now on; None where too many wait already."""
        mine = self._waiting.get(session, [])
        if DRAINING.on or len(mine) >= SESSION_MAX or self.waiting >= WAITING_MAX:
            yield None
            return
        event = asyncio.Event()
        self._waiting.setdefault(session, []).append(event)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look())
        try:
            yield event
        finally:
            self._waiting[session].remove(event)
            if not self._waiting[session]:
                del self._waiting[session]

    async def _look(self) -> None:
        """While somebody waits. A server that is told to stop lets them all go."""
        self._seen = {table.name: set() for table in _TABLES}
        while self._waiting:
            await asyncio.sleep(self._look_every)
            if DRAINING.on:
                self._wake(set(self._waiting))
                return
            try:
                self._wake(await self._threads.run(self._news))
            except SQLAlchemyError as error:
                logger.warning("News could not be looked for: %s", type(error).__name__)

    def _wake(self, sessions: set[str]) -> None:
        for session in sessions & set(self._waiting):
            for event in self._waiting[session]:
                event.set()

    def _news(self) -> set[str]:
        """The conversations in which something was said since the last look.

        At the first one, those of the last words said: whoever waits reads again, for nothing.
        """
        with self._engine.connect() as link:
            return {row.session for table in _TABLES for row in self._new(link, table)}

    def _new(self, link: Connection, table: sa.Table) -> list[Any]:
        seen = self._seen[table.name]
        last: Any = max(seen) if seen else sa.select(sa.func.max(table.c.id)).scalar_subquery()
        query = sa.select(table.c.id, table.c.session).where(table.c.id > last - OVERLAP)
        rows = link.execute(query).all()
        new = [row for row in rows if row.id not in seen]
        self._seen[table.name] = {row.id for row in rows} or seen
        return new


async def until(event: asyncio.Event, seconds: float) -> bool:
    """True at the next news; False once that time is over, or the server is told to stop."""
    try:
        await asyncio.wait_for(event.wait(), max(0.0, seconds))
    except TimeoutError:
        return False
    event.clear()
    return not DRAINING.on


def after(messages: list[dict[str, Any]], identifier: str | None) -> list[dict[str, Any]]:
    """Those that came after the message of this id; all of them where it is none of them."""
    places = [place for place, message in enumerate(messages) if message["id"] == identifier]
    return messages[places[-1] + 1 :] if places else messages
