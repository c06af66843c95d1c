"""The pipeline of every messenger.

Verify, parse, de-duplicate, acknowledge at once, handle in order per person, render, send. A
channel is one file that says four things of its platform: how a call is verified, what it holds,
how an answer is written, and what is owed on receipt (docs/channels.md). The rest is here, and in
shared/conduct.py, which the web channel uses too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.messengers.common.body import BODY_MAX
from bot.channels.messengers.common.delivery import Call, Delivery, DeliveryFailed
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import MEDIA, PAYLOAD, Incoming
from bot.channels.messengers.common.rendering import chosen
from bot.channels.shared import turn
from bot.channels.shared.conduct import Conduct
from bot.channels.shared.errors import Malformed, NotConfigured, NotReady, as_json
from bot.channels.shared.message import TEXT_MAX, Message, clean
from bot.server import sizes
from bot.server.draining import DRAINING
from bot.server.presence import worker
from bot.server.start import guard
from vte.backoff import Backoff

STOPS = {"stop", "arret", "arrêt", "arreter", "arrêter"}
PURGE_EVERY = 3600.0  # seconds between two purges of the inbox
LOOK_EVERY = 5.0  # seconds between two looks at what nobody serves
LATE_SECONDS = 15.0  # the longest wait before a message is tried again on a server that is busy
OUTAGES = 3  # times that a message is played again before its person reads that it could not be
# Nothing happened: the message waits, and is tried again by who finds it.
_LATER = (SQLAlchemyError, NotReady)
logger = logging.getLogger(__name__)


class MessagingChannel(InputChannel):
    """The base of a messenger's channel, mounted by Rasa at /webhooks/<name>."""

    SETTINGS: Sequence[Any] = ()  # the settings without which the channel stays closed
    MENUS = False  # whether a choice may be said: by its number, « 2 », or by its words
    # Whether buttons carry a digest of their payload, where the platform holds few characters.
    DIGESTS = False

    def __init__(self) -> None:
        self._conduct, self._inbox = Conduct(self.name()), Inbox(self.name(), worker())
        self._delivery = Delivery()
        self._serving: set[str] = set()  # the people whom a task of this worker serves
        self._tasks: set[asyncio.Task[None]] = set()
        self._app: Sanic | None = None

    # What a channel says of its platform

    def verify(self, request: Request) -> None:
        """Error: SignatureRefused, for a call that the platform did not make."""
        raise NotImplementedError

    def read(self, request: Request) -> list[Incoming]:
        """Every message that the call holds; what is malformed or none (a receipt) is left out."""
        raise NotImplementedError

    async def prepare(self, messages: list[dict[str, Any]]) -> None:
        """What the platform must hold before it can be sent these messages. Nothing by default."""

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        """The calls that send these messages of the contract to this person."""
        raise NotImplementedError

    def courtesies(self, incoming: Incoming) -> list[Call]:
        """The calls owed on receipt: seen, typing, a callback's answer. None by default."""
        return []

    async def payload(self, person: str, content: str) -> str | None:
        """The payload behind what the platform hands back for a button."""
        if not self.DIGESTS:
            return content
        return await self._conduct.journal.payload(
            person, lambda offered: digest(offered) == content
        )

    def acknowledgement(self) -> HTTPResponse:
        """What the platform wants to read when its call was understood."""
        return json({"ok": True})

    # The pipeline

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        name = f"{self.name()}_channel"
        channel = Blueprint(name, name)
        guard(channel)
        sizes.allow(f"/webhooks/{self.name()}/webhook", BODY_MAX)
        channel.add_route(as_json(self._receive), "/webhook", methods=["POST"], name="webhook")
        channel.add_route(as_json(self._health), "/health", methods=["GET"], name="health")
        channel.listener("after_server_start")(self._resume)
        channel.listener("before_server_stop")(self._leave)
        return channel

    async def _receive(self, request: Request) -> HTTPResponse:
        self._app = request.app
        self._require_settings()
        self.verify(request)
        for incoming in await self._inbox.deposit(self.read(request)):
            self._serve(self._inbox.person(incoming))
        return self.acknowledgement()

    async def _health(self, request: Request) -> HTTPResponse:
        self._require_settings()
        pending, lost = await self._inbox.pending(), await self._inbox.lost()
        return json({"status": "ok", "pending": pending, "lost": lost})

    def _require_settings(self) -> None:
        if missing := self._missing():
            raise NotConfigured(f"Ce canal n'est pas ouvert : il manque {', '.join(missing)}.")

    def _missing(self) -> list[str]:
        return [s.nom for s in self.SETTINGS if not s.lire()]

    async def _resume(self, app: Sanic, *_: Any) -> None:
        """Takes up what a restart interrupted, and from then on what dead workers leave."""
        self._app = app
        DRAINING.watch(lambda: bool(self._serving))
        if not self._missing():  # without them nothing comes in, and nothing could be sent
            self._start(self._look_around())
        self._start(self._purge())

    async def _leave(self, *_: Any) -> None:
        """What this worker has no time for is free for others, once it sends nothing more."""
        await DRAINING.drain()
        with suppress(SQLAlchemyError):
            await self._inbox.leave()

    async def _look_around(self) -> None:
        while not DRAINING.on:
            try:
                await self._inbox.adopt()
                for person in await self._inbox.people():
                    self._serve(person)
            except SQLAlchemyError as error:
                logger.warning(
                    "%s: the inbox does not answer: %s", self.name(), type(error).__name__
                )
            await asyncio.sleep(LOOK_EVERY)

    def _say_later(self, error: Exception) -> None:
        logger.warning("%s: what waits is tried again: %s", self.name(), type(error).__name__)

    async def _purge(self) -> None:
        while True:
            with suppress(SQLAlchemyError):
                await self._inbox.purge()
            await asyncio.sleep(PURGE_EVERY)

    def _serve(self, person: str) -> None:
        """All that waits from one person, by one task; one that runs sees what came since."""
        if person not in self._serving and not DRAINING.on:
            self._serving.add(person)
            self._start(self._serve_all(person))

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)  # the loop itself holds tasks weakly
        task.add_done_callback(self._tasks.discard)

    async def _serve_all(self, person: str) -> None:
        """One message after the other, in the platform's order, while this worker has the claim."""
        again = False
        try:
            if await self._inbox.claim(person):
                await self._agent()
                while not DRAINING.on and (waiting := await self._inbox.next(person)):
                    await self._handle(person, *waiting)
                again = not await self._inbox.release(person)
        except _LATER as error:  # what waits is found again by _look_around
            self._say_later(error)
        finally:
            self._serving.discard(person)
        if again:
            self._serve(person)

    async def _handle(self, person: str, incoming: Incoming, sent: int) -> None:
        """One message to its end: answered, or told why not in the log and in the inbox.

        Errors: those of _LATER: the message still waits.
        """
        for call in self.courtesies(incoming):
            self._start(self._try_to_send(call))
        try:
            messages = await self._respond(await self._agent(), person, incoming)
            await self._send(person, incoming, messages, sent)
        except DeliveryFailed as error:
            logger.error("%s: an answer could not be sent: %s", self.name(), error)
            await self._inbox.finish(incoming.id, str(error))
        except _LATER:
            raise
        except Exception as error:
            logger.exception("%s: a message could not be handled.", self.name())
            await self._inbox.finish(incoming.id, type(error).__name__)

    async def _send(
        self, person: str, incoming: Incoming, messages: list[dict[str, Any]], sent: int
    ) -> None:
        """What of the answer was not sent yet, by whoever began. Errors: DeliveryFailed, …"""
        await self.prepare(messages)
        for place, call in enumerate(self.render(incoming.address, messages), 1):
            if place <= sent:
                continue
            await self._delivery.send(call)
            if not await self._inbox.sent(incoming.id, person, place):
                return  # erased, or taken over by another worker
        await self._inbox.finish(incoming.id)

    async def _try_to_send(self, call: Call) -> None:
        """« Seen » and « typing » are courtesies: without them the answer comes all the same."""
        try:
            await self._delivery.send(call)
        except DeliveryFailed as error:
            logger.info("%s: %s", self.name(), error)

    async def _agent(self) -> Agent:
        """Once the model is loaded; what arrives before waits."""
        while True:
            agent = getattr(self._app.ctx, "agent", None) if self._app else None
            if agent is not None and agent.is_ready():
                return agent
            await asyncio.sleep(0.2)

    async def _respond(self, agent: Agent, person: str, incoming: Incoming) -> list[dict[str, Any]]:
        if incoming.kind == MEDIA:
            return _fixed(agent, "utter_media")
        if incoming.content.strip().strip(".!").casefold() in STOPS:
            return await self._stop(agent, person, incoming)
        try:
            answer = await self._answer(agent, person, incoming)
        except Malformed:
            return _fixed(agent, "utter_choix_perime")
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    async def _stop(self, agent: Agent, person: str, incoming: Incoming) -> list[dict[str, Any]]:
        """All of it is erased before it is said. Errors: those of _LATER: the order still waits."""
        try:
            await self._conduct.forget(person)
        except NotReady:
            await self._inbox.put_back(incoming)
            raise
        await self._inbox.claim(person)  # what was erased held it, and one answer is owed
        return _fixed(agent, "utter_arret")

    async def _answer(self, agent: Agent, person: str, incoming: Incoming) -> dict[str, Any]:
        """Of its turn, played once. A server that is busy is waited for: nobody else is told.

        Errors: Malformed; those of _LATER, where this one is told to stop or cannot store it.
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
            payload = await self.payload(person, incoming.content)
            return Message(digest(incoming.id), payload=payload or "")
        if self.MENUS:
            choices = await self._conduct.journal.last_choices(person)
            place = chosen(incoming.content, [c["title"] for c in choices])
            if place is not None:
                return Message(digest(incoming.id), payload=choices[place]["payload"])
        return Message(digest(incoming.id), text=clean(incoming.content)[:TEXT_MAX] or "?")


def _fixed(agent: Agent, response: str) -> list[dict[str, Any]]:
    """A response that needs no turn."""
    return [{"text": agent.domain.responses[response][0]["text"], "buttons": [], "custom": {}}]
