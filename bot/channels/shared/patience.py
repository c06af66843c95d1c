"""How long a turn waits: for its place, then in all; then the person is told to come back (503).

A worker plays few turns at once: it has one core, and more of them would only end later, all
together. Who comes meanwhile waits for a place, in order; who would wait for too long is told so at
once, while something else (another worker, a second try) can still be quicker.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from bot.channels.shared.errors import NotReady
from bot.observability.gauges import GAUGES
from bot.server.draining import DRAINING

P = ParamSpec("P")
T = TypeVar("T")
TURN_MAX = 9.0  # seconds for a whole turn, its place waited for
PLACE_MAX = 5.0  # seconds for which a place is waited for
AT_ONCE = 8  # turns: while one waits for a database, others use the core
QUEUE_MAX = 400  # messages that wait for a place
RETRY_AFTER = "3"  # seconds


class Places:
    """The turns that one worker plays at once; none is begun by one that is told to stop."""

    def __init__(self, at_once: int = AT_ONCE, queue_max: int = QUEUE_MAX) -> None:
        self._free, self._queue_max = asyncio.Semaphore(at_once), queue_max
        self.waiting = self.playing = 0  # messages that have no place yet, and those that have

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """A place among those, in the order of arrival. Error: NotReady."""
        if DRAINING.on or self.waiting >= self._queue_max:
            raise busy()
        self.waiting += 1
        try:
            async with within(PLACE_MAX):
                await self._free.acquire()
        finally:
            self.waiting -= 1
        self.playing += 1
        try:
            yield
        finally:
            self.playing -= 1
            self._free.release()


@asynccontextmanager
async def within(seconds: float | None = None) -> AsyncIterator[None]:
    """What takes longer is given up. Error: NotReady."""
    try:
        async with asyncio.timeout(TURN_MAX if seconds is None else seconds):
            yield
    except TimeoutError:
        raise busy() from None


def in_time(view: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """A view that is given up like a turn. Error: NotReady."""

    @wraps(view)
    async def timed(*arguments: P.args, **named: P.kwargs) -> T:
        async with within():
            return await view(*arguments, **named)

    return timed


def busy() -> NotReady:
    return NotReady(
        "L'assistant est occupé\u00a0: renvoyez votre message dans un moment.",
        {"Retry-After": RETRY_AFTER},
    )


PLACES = Places()  # of this worker, for all its channels
DRAINING.watch(lambda: PLACES.playing > 0)
GAUGES.watch_queue("places", lambda: PLACES.waiting)
