"""Serves what waits: one task a person, under a claim, each burst answered and sent in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from rasa.core.agent import Agent
from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.messengers.common import details
from bot.channels.messengers.common.batches import Batch, is_stop, next_one
from bot.channels.messengers.common.delivery import Call, Cut, Delivery
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.outcomes import (
    DeliveryFailed,
    Interrupted,
    Postponed,
    Unreachable,
)
from bot.channels.messengers.common.pace import Pace
from bot.channels.messengers.common.platform import Platform
from bot.channels.messengers.common.responding import Responding
from bot.channels.messengers.common.telling import Telling
from bot.channels.messengers.common.unsent import Unsent, introduction
from bot.channels.shared.errors import NotReady
from bot.server.draining import DRAINING
from vte.reglages_messageries import RAFALE

TOO_FAST, TOO_MANY = "utter_trop_vite", "utter_trop_de_monde"
COURTESY_WAITS = (0.5, 1.0)  # seconds before each new try: late, they say nothing any more
STOP_EVERY = 1.0  # seconds between two looks for a STOP, of who is to wait
LOOK_EVERY = 5.0  # seconds between two looks at what nobody serves
# Nothing happened: the message waits, and is tried again by who finds it.
_LATER = (SQLAlchemyError, NotReady, Postponed)
logger = logging.getLogger(__name__)


class Serving:
    """Of one channel, in one worker. `app`: the server, once it is known."""

    def __init__(self, platform: Platform, inbox: Inbox) -> None:
        self._platform, self._inbox = platform, inbox
        self.responding, self._delivery = Responding(platform, inbox), Delivery(platform.CODES)
        self._courtesy = Delivery(platform.CODES, COURTESY_WAITS, longest=COURTESY_WAITS[-1])
        self.unsent = Unsent(platform.name(), platform.WINDOW)
        self._pace = Pace()
        self.telling = Telling(platform, inbox.worker, self._delivery)
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
        """One answer after the other, in the platform's order, while this worker has the claim."""
        again = False
        try:
            if await self._inbox.claim(person):
                await self.agent()
                while not DRAINING.on and (batch := await self._next(person)):
                    await self.handle(person, batch)
                await self.telling.tell(person, self._anything(person))
                again = not await self._inbox.release(person)
        except Interrupted:  # what goes first is there
            again = not DRAINING.on
        except _LATER as error:  # what waits is found again by look_around
            logger.warning("%s: what waits is tried again: %s", self._name(), type(error).__name__)
        finally:
            self.people.discard(person)
        if again:
            self.serve(person)

    async def _next(self, person: str) -> Batch | None:
        """What is to be answered now, once the person has been quiet; None: nothing waits."""
        while not DRAINING.on and (waiting := await self._inbox.waiting(person)):
            ready = next_one(waiting, RAFALE.lire().total_seconds(), datetime.now(UTC))
            if isinstance(ready, Batch):
                if is_stop(ready.first) or not await self._too_fast(person, ready):
                    self._pace.count(person)
                    await self._inbox.begin(ready)
                    return ready
            else:
                await asyncio.sleep(ready)
        self._pace.rest(person)
        return None

    async def _too_fast(self, person: str, batch: Batch) -> bool:
        """Waits a while, and True, where this person or their platform was answered often. They
        are told once, and why; not while staff answer them, who are no slower for it.
        """
        wait = self._pace.wait(person)
        if wait <= 0 or batch.sent:
            return False
        if self._pace.tell(person) and not await self._silent(person):
            notice = self.responding.fixed(TOO_FAST if self._pace.often(person) else TOO_MANY)
            for call in self._platform.render(batch.first.address, notice):
                await self._try_to_send(call, self._stop_of(person))
        await asyncio.sleep(min(wait, STOP_EVERY))
        return True

    async def _silent(self, person: str) -> bool:
        """Whether the assistant says nothing of itself to this person."""
        return await self.responding.stops.hold(person) or await self.telling.held(person)

    async def handle(self, person: str, batch: Batch) -> None:
        """One answer to its end: sent, or told why not in the log and in the inbox.

        Errors: those of _LATER: the messages still wait.
        """
        try:
            if not await self.responding.stops.hold(person):
                await self._meet(person, batch)
            messages = await self.responding.respond(await self.agent(), person, batch)
            await self.telling.note(person, batch.first, messages)
            await self._send(person, batch, messages)
            await self.telling.hand_over(person, batch.first, messages)
        except DeliveryFailed as error:
            expected = isinstance(error, Unreachable | Interrupted)
            level = logging.INFO if expected else logging.ERROR
            logger.log(level, "%s: an answer could not be sent: %s", self._name(), error)
            if await self.unsent.settle(person, batch.ids, error):
                for call in self._platform.reopening(batch.first.address):
                    self.start(self._try_to_send(call))
        except _LATER:
            raise
        except Exception as error:
            logger.exception("%s: a message could not be handled.", self._name())
            await self._inbox.finish(batch, type(error).__name__)

    async def _meet(self, person: str, batch: Batch) -> None:
        """« Seen » and « typing », where the assistant will answer."""
        held = not is_stop(batch.first) and await self.telling.met(person, batch.first)
        quiet = held or self.unsent.unreachable(person)
        for one in batch.incomings:
            for call in self._platform.courtesies(one) if one.callback or not quiet else ():
                self.start(self._try_to_send(call, delivery=self._courtesy))

    async def _send(self, person: str, batch: Batch, messages: list[dict[str, Any]]) -> None:
        """What of the answer was not sent yet, by whoever began. Errors: DeliveryFailed, …"""
        cut = None if is_stop(batch.first) else self._stop_of(person)
        if messages and cut and not batch.sent:
            await self.telling.tell(person, cut)
        late = await self._before(person, batch) if messages else ""
        with_late = details.led(late, messages)
        late, messages = (late, with_late) if with_late is not None else ("", messages)
        if messages:
            await self._platform.prepare(messages)
        calls = self._platform.render(batch.first.address, messages) if messages else []
        for place, call in enumerate(calls, 1):
            if place <= batch.sent:
                continue
            await self._delivery.send(call, cut)
            if not await self._inbox.sent(batch.first.id, person, place):
                return  # erased, or taken over by another worker
        await self._inbox.finish(batch)
        if late:
            await self.unsent.given(person)

    async def _before(self, person: str, batch: Batch) -> str:
        """The answers that waited for this person, as one; they wait on, where the screen has no
        room for them beside this one. Errors: Closed, Unreachable.
        """
        await self.unsent.refuse(person, batch.first.id)
        late = await self.unsent.waiting(person)
        return "\n".join([introduction(len(late)), *late]) if late else ""

    def _stop_of(self, person: str) -> Cut:
        """Whether a STOP of this person waits: then nothing else is insisted on."""

        async def waits() -> bool:
            return any(is_stop(one.incoming) for one in await self._inbox.waiting(person))

        return waits

    def _anything(self, person: str) -> Cut:
        async def waits() -> bool:
            return bool(await self._inbox.waiting(person))

        return waits

    async def _try_to_send(
        self, call: Call, cut: Cut | None = None, delivery: Delivery | None = None
    ) -> None:
        """« Seen » and « typing » are courtesies: without them the answer comes all the same."""
        try:
            await (delivery or self._delivery).send(call, cut)
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
