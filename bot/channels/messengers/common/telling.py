"""Staff's words to the people of a messenger, sent by whoever serves them (outbox.py has them)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.messengers.common.delivery import Call, Cut, Delivery
from bot.channels.messengers.common.incoming import Incoming
from bot.channels.messengers.common.outbox import Outbox, Word
from bot.channels.messengers.common.outcomes import (
    Closed,
    DeliveryFailed,
    Interrupted,
    Postponed,
    Unreachable,
)
from bot.channels.messengers.common.ownership import Ownership
from bot.channels.messengers.common.platform import Platform
from bot.channels.messengers.common.unsent import OLD
from bot.server.draining import DRAINING
from vte.relais.sorts import EN_PANNE, INJOIGNABLE, REFUSEE

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
        """The person writes: they can be told what waited for that. Whether staff answer them."""
        return await self._outbox.arrived(person, incoming.address)

    async def held(self, person: str) -> bool:
        """Whether staff answer this person now."""
        return await self.ownership.held(person)

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
                await self.ownership.passed(person, incoming.address)

    async def tell(self, person: str, cut: Cut) -> None:
        """What staff said to this person, in order; what is refused, staff read that it is.

        Error: Postponed, for a platform that is away: it waits, and what is said after it too, as
        long as an answer does; so it is where `cut` says that something else goes first.
        """
        while word := await self._outbox.next(person):
            if DRAINING.on:
                raise Interrupted("arrêt du serveur")
            try:
                if not await self._send(person, word, cut):
                    return
                await self._outbox.finish(word)
            except Closed as error:
                await self._outbox.postpone(word, str(error))
            except DeliveryFailed as error:
                if isinstance(error, Postponed) and datetime.now(UTC) - word.at <= OLD:
                    raise
                logger.error("%s: a word of staff could not be sent: %s", self._name(), error)
                await self._outbox.finish(word, f"{_why(error)} ({error})")

    async def _send(self, person: str, word: Word, cut: Cut) -> bool:
        """False where it is no longer to be sent from here. Error: DeliveryFailed."""
        if await self.ownership.over(person):
            await self._take_back(word, cut)
        if self._too_late(word):
            raise Closed("fenêtre de la plateforme passée")
        await self._platform.prepare([word.message])
        for place, call in enumerate(self._calls(word), 1):
            if place > word.sent:
                await self._delivery.send(call, cut)
                if not await self._outbox.sent(word, person, place):
                    return False  # erased, or taken over by another worker
        return True

    def _calls(self, word: Word) -> list[Call]:
        """What no person wrote never goes out as what a person wrote."""
        write = self._platform.staff_calls if word.by_staff else self._platform.render
        return write(word.address, [word.message])

    def _too_late(self, word: Word) -> bool:
        """By our own clock: some platforms take a call, and tell later that it was too late."""
        platform = self._platform
        window = platform.staff_window() if word.by_staff else platform.WINDOW
        if window is None or word.heard is None:
            return False
        return datetime.now(UTC) - word.heard > window

    async def _take_back(self, word: Word, cut: Cut) -> None:
        """The thread that staff left; one that is ours already is refused, which is as well.

        Error: Postponed.
        """
        for call in self._platform.take_back(word.address):
            try:
                await self._delivery.send(call, cut)
            except Postponed:
                raise
            except DeliveryFailed as error:
                logger.info("%s: a thread was not taken back: %s", self._name(), error)

    def _name(self) -> str:
        return self._platform.name()


def _why(error: DeliveryFailed) -> str:
    """As staff are told it (vte/relais/sorts.py)."""
    if isinstance(error, Unreachable):
        return INJOIGNABLE
    return EN_PANNE if isinstance(error, Postponed) else REFUSEE


def _asks(messages: Messages) -> bool:
    """Whether these say that a request for a person has just been sent."""
    return any(m.get("custom", {}).get("demande") == "envoyee" for m in messages)
