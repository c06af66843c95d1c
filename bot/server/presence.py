"""This worker among the others: it says that it lives, and hears when it is to start again."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable
from functools import cache

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.server.draining import DRAINING
from bot.storage.threads import Threads
from vte import ouvriers, suivi
from vte.reglages import PORT_RASA
from vte.version import version

logger = logging.getLogger(__name__)


@cache
def worker() -> str:
    """machine:port: no two living workers share one, and one that is started again has it back."""
    return f"{socket.gethostname()}:{PORT_RASA.lire()}"[:128]


class Presence:
    """`model`: which publication is served (vte/publication.py)."""

    def __init__(self, model: str, engine: Engine | None = None) -> None:
        self._engine, self._model = engine or suivi.ouvrir(wait=1.0), model
        self._threads = Threads(1)

    async def announce(self) -> None:
        """Said once, as this worker starts. A database that is away hears it later."""
        await self._try(self._begin)

    async def beat(self) -> None:
        """Every few seconds, until cancelled."""
        while True:
            await asyncio.sleep(ouvriers.BEAT_EVERY)
            if await self._try(self._alive) and not DRAINING.on:
                logger.warning("Asked to start again: turns in flight are ended first.")
                os.kill(os.getpid(), signal.SIGTERM)

    async def leave(self) -> None:
        """Nobody waits until this worker is dead."""
        await self._try(self._gone)

    async def _try(self, what: Callable[[], object]) -> bool:
        try:
            return bool(await self._threads.run(what))
        except SQLAlchemyError as error:
            logger.warning("The workers' table does not answer: %s", type(error).__name__)
            return False

    def _begin(self) -> None:
        with self._engine.begin() as link:
            ouvriers.commencer(link, worker(), version(), self._model)

    def _alive(self) -> bool:
        with self._engine.begin() as link:
            return ouvriers.battre(link, worker(), version(), self._model)

    def _gone(self) -> None:
        with self._engine.begin() as link:
            ouvriers.partir(link, worker())
