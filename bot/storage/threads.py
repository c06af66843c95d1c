"""Databases are waited for in threads: one that does not answer holds up nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
MOST = 12  # at once: more than turns at once, so that what ends a turn never waits for another


class Threads:
    def __init__(self, most: int = MOST) -> None:
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="database")

    async def run(self, work: Callable[[], T], undo: Callable[[T], object] = lambda _: None) -> T:
        """The result of `work`. Given up meanwhile, it still ends, and then `undo` is called.

        A thread cannot be stopped: what it opens for somebody who left is closed there.
        """
        going = self._pool.submit(work)
        try:
            return await asyncio.shield(asyncio.wrap_future(going))
        except asyncio.CancelledError:
            going.add_done_callback(lambda ended: _undo(ended, undo))
            raise

    def start(self, work: Callable[[], object]) -> None:
        """Done some time, and not waited for."""
        self._pool.submit(work)


def _undo(ended: Future[T], undo: Callable[[T], object]) -> None:
    if not ended.cancelled() and ended.exception() is None:
        undo(ended.result())
