"""Databases are waited for in threads: one that does not answer holds up nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy.engine import Connection, Engine

T = TypeVar("T")
MOST = 12  # at once: more than turns at once, so that what ends a turn never waits for another


class Threads:
    def __init__(self, most: int = MOST) -> None:
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="database")

    async def run(
        self,
        work: Callable[[], T],
        undo: Callable[[T], object] = lambda _: None,
        must: bool = False,
    ) -> T:
        """The result of `work`. Given up before it has begun, it is never done, unless it `must`:
        who comes back finds no queue of what nobody waits for.

        Given up later, it still ends, and then `undo` is called: a thread cannot be stopped, and
        what it opens for somebody who left is closed in one.
        """
        going = self._pool.submit(work)
        try:
            return await asyncio.shield(asyncio.wrap_future(going))
        except asyncio.CancelledError:
            if must or not going.cancel():
                going.add_done_callback(lambda ended: self._undo(ended, undo))
            raise

    async def transact(self, engine: Engine, what: Callable[[Connection], T]) -> T:
        """The result of `what`, in one transaction."""

        def work() -> T:
            with engine.begin() as link:
                return what(link)

        return await self.run(work)

    def start(self, work: Callable[[], object]) -> None:
        """Done some time, and not waited for."""
        self._pool.submit(work)

    def _undo(self, ended: Future[T], undo: Callable[[T], object]) -> None:
        if not ended.cancelled() and ended.exception() is None:
            self.start(lambda: undo(ended.result()))
