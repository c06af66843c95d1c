"""Staff's words to the people of a messenger, sent by whoever serves them (outbox.py has them)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.messengers.common.delivery import Delivery
from bot.channels.messengers.common.incoming import Incoming
from bot.channels.messengers.common.outbox import Outbox, Word
from bot.channels.messengers.common.outcomes import DeliveryFailed
from bot.channels.messengers.common.ownership import Ownership
from bot.channels.messengers.common.platform import Platform
from bot.server.draining import DRAINING

LOOK_EVERY = 1.0  # seconds between two looks at what staff said
Messages = list[dict[str, Any]]
logger = logging.getLogger(__name__)


class Telling:
    """Of one channel, in one worker.

    Errors of each but `watch`: SQLAlchemyError, where the database does not answer.
    """

    def __init__(self, platform: Platform, worker: str, delivery: Delivery) -> None:
        self._platform, self._delivery = platform, delivery
        self._outbox = Outbox(platform.name(), worker)
        self.ownership = Ownership(platform.name())

    async def watch(self, serve: Callable[[str], None]) -> None:
        """For as long as this worker serves: whoever is to be told something is served."""
        while not DRAINING.on:
            try:
                for person in await self._outbox.people():
                    serve(person)
            except SQLAlchemyError as error:
                logger.warning("%s: words of staff wait: %s", self._name(), type(error).__name__)
            await asyncio.sleep(LOOK_EVERY)

    async def met(self, person: str, incoming: Incoming) -> bool:
        """The person writes: what waited for them is sent first. Whether staff answer them."""
        held = await self._outbox.arrived(person, incoming.address)
        await self.tell(person)
        return held

    async def note(self, person: str, incoming: Incoming, messages: Messages) -> None:
        """Who has just sent a request for a person may be answered here."""
        if _asks(messages):
            await self._outbox.asked(person, incoming.address)

    async def hand_over(self, person: str, incoming: Incoming, messages: Messages) -> None:
        """Who has read that their request is sent is answered in the platform's inbox, where staff
        answer there; they keep the thread until they pass it back, or for a day without a word.
        """
        calls = self._platform.pass_to_inbox(incoming.address) if _asks(messages) else []
        try:
            for call in calls:
                await self._delivery.send(call)
        except DeliveryFailed as error:  # they read the request in the console all the same
            logger.error("%s: a thread could not be passed: %s", self._name(), error)
        else:
            if calls:
                await self.ownership.passed(person)

    async def tell(self, person: str) -> None:
        """What staff said to this person, in order; what is refused, staff read that it is."""
        while not DRAINING.on and (word := await self._outbox.next(person)):
            try:
                if not await self._send(person, word):
                    return
                await self._outbox.finish(word)
            except DeliveryFailed as error:
                logger.error("%s: a word of staff could not be sent: %s", self._name(), error)
                await self._outbox.finish(word, str(error))

    async def _send(self, person: str, word: Word) -> bool:
        """False where it is no longer to be sent from here. Error: DeliveryFailed."""
        await self._platform.prepare([word.message])
        calls = self._platform.staff_calls(word.address, [word.message])
        if await self.ownership.over(person):
            calls = [*self._platform.take_back(word.address), *calls]
        for place, call in enumerate(calls, 1):
            if place > word.sent:
                await self._delivery.send(call)
                if not await self._outbox.sent(word, person, place):
                    return False  # erased, or taken over by another worker
        return True

    def _name(self) -> str:
        return self._platform.name()


def _asks(messages: Messages) -> bool:
    """Whether these say that a request for a person has just been sent."""
    return any(m.get("custom", {}).get("demande") == "envoyee" for m in messages)
