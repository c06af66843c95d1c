"""From what a person sent to the messages that answer it: a fixed one, an erasure, or a turn."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.agent import Agent

from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import MEDIA, PAYLOAD, Incoming
from bot.channels.messengers.common.menus import chosen
from bot.channels.messengers.common.platform import Platform
from bot.channels.shared import turn
from bot.channels.shared.errors import Malformed, NotReady
from bot.channels.shared.message import TEXT_MAX, Message, clean
from bot.server.draining import DRAINING
from vte.backoff import Backoff

STOPS = {"stop", "arret", "arrêt", "arreter", "arrêter"}
LATE_SECONDS = 15.0  # the longest wait before a message is tried again on a server that is busy
OUTAGES = 3  # times that a message is played again before its person reads that it could not be


class Responding:
    """`platform`: the channel that answers; `inbox`: where what it was sent waits."""

    def __init__(self, platform: Platform, inbox: Inbox) -> None:
        self._platform, self._inbox, self._conduct = platform, inbox, platform.conduct

    async def respond(self, agent: Agent, person: str, incoming: Incoming) -> list[dict[str, Any]]:
        """The messages of the contract. Errors: NotReady, SQLAlchemyError: it still waits."""
        if incoming.kind == MEDIA:
            return _fixed(agent, "utter_media")
        if incoming.content.strip().strip(".!").casefold() in STOPS:
            return await self._stop(agent, person, incoming)
        try:
            answer = await self.answer(agent, person, incoming)
        except Malformed:
            return _fixed(agent, "utter_choix_perime")
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    async def _stop(self, agent: Agent, person: str, incoming: Incoming) -> list[dict[str, Any]]:
        """All of it is erased before it is said. Errors: as `respond`: the order still waits."""
        try:
            await self._conduct.forget(person)
        except NotReady:
            await self._inbox.put_back(incoming)
            raise
        await self._inbox.claim(person)  # what was erased held it, and one answer is owed
        return _fixed(agent, "utter_arret")

    async def answer(self, agent: Agent, person: str, incoming: Incoming) -> dict[str, Any]:
        """Of its turn, played once. A server that is busy is waited for: nobody else is told.

        Errors: Malformed; as `respond`, where this worker is told to stop or cannot store it.
        """
        backoff, outages = Backoff(longest=LATE_SECONDS), 0
        while True:
            try:
                answer = await self._conduct.answer(
                    agent,
                    person,
                    digest(incoming.id),
                    lambda: self._message_of(person, incoming),
                )
                outages += 1
                if outages > OUTAGES or not turn.is_outage(answer):
                    return answer
            except NotReady:
                if DRAINING.on:
                    raise
            await asyncio.sleep(backoff.next())

    async def _message_of(self, person: str, incoming: Incoming) -> Message:
        """What Rasa is given; the turn refuses a choice that this conversation never offered."""
        if incoming.kind == PAYLOAD:
            payload = await self._platform.payload(person, incoming.content)
            return Message(digest(incoming.id), payload=payload or "")
        if self._platform.MENUS:
            choices = await self._conduct.journal.last_choices(person)
            if payload := chosen(incoming.content, choices):
                return Message(digest(incoming.id), payload=payload)
        return Message(digest(incoming.id), text=clean(incoming.content)[:TEXT_MAX] or "?")


def _fixed(agent: Agent, response: str) -> list[dict[str, Any]]:
    """A response that needs no turn."""
    return [{"text": agent.domain.responses[response][0]["text"], "buttons": [], "custom": {}}]
