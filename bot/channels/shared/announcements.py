"""What staff tell everybody, as a worker knows it: looked up every few seconds at the most."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.threads import Threads
from vte.annonces import Annonce, Annonces
from vte.mots import ESPACE

FRESH = 3.0  # seconds for which what was read is good enough
# What a person can do while nobody answers, where they write.
_MEANWHILE = {
    "web": f"Vos messages d'avant sont gardés{ESPACE}; vous pouvez toujours les effacer.",
}
_ELSEWHERE = f"Vos messages d'avant sont gardés{ESPACE}; le mot STOP les efface."
logger = logging.getLogger(__name__)


class Announcements:
    """`engine`: of the tracker's database; `clock`: in seconds."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = monotonic) -> None:
        self._standing, self._clock = Annonces(engine), clock
        self._threads, self._lock = Threads(1), asyncio.Lock()
        self._read, self._at = list[Annonce](), float("-inf")

    async def standing(self) -> Annonce | None:
        """The closure in force, else the notice, else None.

        A database that does not answer changes nothing of what was known.
        """
        async with self._lock:
            if self._clock() - self._at >= FRESH:
                self._at = self._clock()
                try:
                    self._read = await self._threads.run(self._standing.en_vigueur)
                except SQLAlchemyError as error:
                    logger.warning("Notices could not be read: %s", type(error).__name__)
        return self._read[0] if self._read else None

    async def in_state(self) -> dict[str, Any]:
        """The key of the contract's state that says so; none where nothing stands."""
        standing = await self.standing()
        return {"notice": standing.dite} if standing else {}


def closed(standing: Annonce, channel: str) -> list[dict[str, Any]]:
    """What answers a message meanwhile: no turn is played."""
    text = f"{standing.dite}\n{_MEANWHILE.get(channel, _ELSEWHERE)}"
    return [{"text": text, "buttons": [], "custom": {}}]
