"""A server told to stop ends what it has begun, and begins nothing more.

While it drains it still answers: who comes is told to come back (503), and finds another worker, or
this one started again. What is not ended in time is given up: nothing of it is stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

DRAIN_SECONDS = 7.0  # who started the server kills it after ten
LOOK_EVERY = 0.05  # seconds


class Draining:
    """`busy`: each says whether something that was begun is not ended yet."""

    def __init__(self) -> None:
        self.on = False
        self._busy: list[Callable[[], bool]] = []

    def watch(self, busy: Callable[[], bool]) -> None:
        """Waited for, when the server is told to stop."""
        self._busy.append(busy)

    async def drain(self) -> None:
        """Refuses from now on; returns once all is ended, or after DRAIN_SECONDS."""
        self.on = True
        loop = asyncio.get_running_loop()
        limit = loop.time() + DRAIN_SECONDS
        while any(busy() for busy in self._busy) and loop.time() < limit:
            await asyncio.sleep(LOOK_EVERY)


DRAINING = Draining()  # of this process
