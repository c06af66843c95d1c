"""Serves what waits: one task a person, under a claim, each message answered and sent in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from rasa.core.agent import Agent
from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.messengers.common.delivery import Call, Delivery
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import Incoming
from bot.channels.messengers.common.outcomes import DeliveryFailed, Postponed, Unreachable
from bot.channels.messengers.common.platform import Platform
from bot.channels.messengers.common.responding import Responding
from bot.channels.messengers.common.unsent import Unsent, introduction
from bot.channels.shared.errors import NotReady
from bot.server.draining import DRAINING

LOOK_EVERY = 5.0  # seconds between two looks at what nobody serves
# Nothing happened: the message waits, and is tried again by who finds it.
_LATER = (SQLAlchemyError, NotReady, Postponed)
logger = logging.getLogger(__name__)


class Serving:
    """Of one channel, in one worker. `app`: the server, once it is known."""

    def __init__(self, platform: Platform, inbox: Inbox) -> None:
        self._platform, self._inbox = platform, inbox
        self.responding, self._delivery = Responding(platform, inbox), Delivery(platform.CODES)
        self.unsent = Unsent(platform.name(), platform.WINDOW)
        self.people: set[str] = set()  # whom a task of this worker serves
        self.tasks: set[asyncio.Task[None]] = set()
        self.app: Sanic | None = None

    def serve(self, person: str) -> None:
        """All that waits from one person, by one task; one that runs sees what came since."""
        if person not in self.people and not DRAINING.on:
            self.people.add(person)
            self.start(self.serve_all(person))

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Has a task do this."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)  # the loop itself holds tasks weakly
        task.add_done_callback(self.tasks.discard)

    async def look_around(self) -> None:
        """Takes up what dead workers leave, until this one is told to stop."""
        while not DRAINING.on:
            try:
                await self._inbox.adopt()
                for person in await self._inbox.people():
                    self.serve(person)
            except SQLAlchemyError as error:
                logger.warning(
                    "%s: the inbox does not answer: %s", self._name(), type(error).__name__
                )
            await asyncio.sleep(LOOK_EVERY)

    async def leave(self) -> None:
        """What this worker has no time for is free for others, once it sends nothing more."""
        await DRAINING.drain()
        with suppress(SQLAlchemyError):
            await self._inbox.leave()

    async def serve_all(self, person: str) -> None:
        """One message after the other, in the platform's order, while this worker has the claim."""
        again = False
        try:
            if await self._inbox.claim(person):
                await self.agent()
                while not DRAINING.on and (waiting := await self._inbox.next(person)):
                    await self.handle(person, *waiting)
                again = not await self._inbox.release(person)
        except _LATER as error:  # what waits is found again by look_around
            logger.warning("%s: what waits is tried again: %s", self._name(), type(error).__name__)
        finally:
            self.people.discard(person)
        if again:
            self.serve(person)

    async def handle(self, person: str, incoming: Incoming, sent: int) -> None:
        """One message to its end: answered, or told why not in the log and in the inbox.

        Errors: those of _LATER: the message still waits.
        """
        silent = self.unsent.unreachable(person)
        for call in [] if silent else self._platform.courtesies(incoming):
            self.start(self._try_to_send(call))
        try:
            messages = await self.responding.respond(await self.agent(), person, incoming)
            await self._send(person, incoming, messages, sent)
        except DeliveryFailed as error:
            level = logging.INFO if isinstance(error, Unreachable) else logging.ERROR
            logger.log(level, "%s: an answer could not be sent: %s", self._name(), error)
            if await self.unsent.settle(person, incoming.id, error):
                for call in self._platform.reopening(incoming.address):
                    self.start(self._try_to_send(call))
        except _LATER:
            raise
        except Exception as error:
            logger.exception("%s: a message could not be handled.", self._name())
            await self._inbox.finish(incoming.id, type(error).__name__)

    async def _send(
        self, person: str, incoming: Incoming, messages: list[dict[str, Any]], sent: int
    ) -> None:
        """What of the answer was not sent yet, by whoever began. Errors: DeliveryFailed, …"""
        await self.unsent.refuse(person, incoming.id)
        if late := await self.unsent.waiting(person):
            messages = [introduction(), *late, *messages]
        await self._platform.prepare(messages)
        for place, call in enumerate(self._platform.render(incoming.address, messages), 1):
            if place <= sent:
                continue
            await self._delivery.send(call)
            if not await self._inbox.sent(incoming.id, person, place):
                return  # erased, or taken over by another worker
        await self._inbox.finish(incoming.id)
        if late:
            await self.unsent.given(person)

    async def _try_to_send(self, call: Call) -> None:
        """« Seen » and « typing » are courtesies: without them the answer comes all the same."""
        try:
            await self._delivery.send(call)
        except DeliveryFailed as error:
            logger.info("%s: %s", self._name(), error)

    async def agent(self) -> Agent:
        """Once the model is loaded; what arrives before waits."""
        while True:
            agent = getattr(self.app.ctx, "agent", None) if self.app else None
            if agent is not None and agent.is_ready():
                return agent
            await asyncio.sleep(0.2)

    def _name(self) -> str:
        return self._platform.name()
