"""The pipeline of every messenger.

Verify, parse, de-duplicate, acknowledge at once, handle in order per person, render, send. A
channel is one file that says four things of its platform: how a call is verified, what it holds,
how an answer is written, and what is owed on receipt (docs/channels.md). The rest is here, and in
shared/conduct.py, which the web channel uses too.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.messengers.common.body import BODY_MAX
from bot.channels.messengers.common.delivery import Call, Delivery, DeliveryFailed
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import MEDIA, PAYLOAD, Incoming
from bot.channels.messengers.common.rendering import chosen
from bot.channels.shared.conduct import Conduct
from bot.channels.shared.errors import Malformed, NotConfigured, NotReady, as_json
from bot.channels.shared.message import TEXT_MAX, Message, clean
from bot.server import sizes
from bot.server.start import guard
from vte.pseudonymes import pseudonyme

STOPS = {"stop", "arret", "arrêt", "arreter", "arrêter"}
PURGE_EVERY = 3600.0  # seconds between two purges of the inbox
logger = logging.getLogger(__name__)


class MessagingChannel(InputChannel):
    """The base of a messenger's channel, mounted by Rasa at /webhooks/<name>."""

    SETTINGS: Sequence[Any] = ()  # the settings without which the channel stays closed
    MENUS = False  # whether a choice may be said: by its number, « 2 », or by its words
    # Whether buttons carry a digest of their payload, where the platform holds few characters.
    DIGESTS = False

    def __init__(self) -> None:
        self._conduct, self._inbox = Conduct(self.name()), Inbox(self.name())
        self._delivery = Delivery()
        self._queues: dict[str, list[tuple[float, int, Incoming, int]]] = {}
        self._arrivals = itertools.count()
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

    def payload(self, person: str, content: str) -> str | None:
        """The payload behind what the platform hands back for a button."""
        return (
            self._conduct.journal.payload(person, lambda offered: digest(offered) == content)
            if self.DIGESTS
            else content
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
        return channel

    async def _receive(self, request: Request) -> HTTPResponse:
        self._app = request.app
        self._require_settings()
        self.verify(request)
        for incoming in self._inbox.deposit(self.read(request)):
            self._enqueue(incoming)
        return self.acknowledgement()

    async def _health(self, request: Request) -> HTTPResponse:
        self._require_settings()
        return json(
            {
                "status": "ok",
                "pending": sum(len(queue) + 1 for queue in self._queues.values()),
                "lost": self._inbox.lost(),
            }
        )

    def _require_settings(self) -> None:
        missing = [s.nom for s in self.SETTINGS if not s.lire()]
        if missing:
            raise NotConfigured(f"Ce canal n'est pas ouvert : il manque {', '.join(missing)}.")

    async def _resume(self, app: Sanic, *_: Any) -> None:
        """Takes up what a restart interrupted; then purges the inbox from time to time."""
        self._app = app
        for incoming, sent in self._inbox.pending():
            self._enqueue(incoming, sent)
        self._start(self._purge())

    async def _purge(self) -> None:
        while True:
            self._inbox.purge()
            await asyncio.sleep(PURGE_EVERY)

    def _enqueue(self, incoming: Incoming, sent: int = 0) -> None:
        """In the platform's order among those that wait; one task a person."""
        person = pseudonyme(self.name(), incoming.address)
        idle = person not in self._queues
        heapq.heappush(
            self._queues.setdefault(person, []),
            (incoming.order, next(self._arrivals), incoming, sent),
        )
        if idle:
            self._start(self._serve(person))

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)  # the loop itself holds tasks weakly
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, person: str) -> None:
        """All that waits from one person, one message after the other."""
        try:
            while self._queues[person]:
                _, _, incoming, sent = heapq.heappop(self._queues[person])
                await self._handle(person, incoming, sent)
        finally:
            del self._queues[person]

    async def _handle(self, person: str, incoming: Incoming, sent: int) -> None:
        """One message to its end: answered, or told why not in the log and in the inbox.

        One whose person was erased while it waited is not heard: it was theirs to take back.
        """
        if not self._inbox.holds(incoming.id):
            return
        try:
            for call in self.courtesies(incoming):
                self._start(self._try_to_send(call))
            messages = await self._respond(await self._agent(), person, incoming)
            await self.prepare(messages)
            for place, call in enumerate(self.render(incoming.address, messages), 1):
                if place > sent:
                    await self._delivery.send(call)
                    self._inbox.sent(incoming.id, place)
            self._inbox.finish(incoming.id)
        except DeliveryFailed as error:
            logger.error("%s: an answer could not be sent: %s", self.name(), error)
            self._inbox.finish(incoming.id, str(error))
        except Exception as error:
            logger.exception("%s: a message could not be handled.", self.name())
            self._inbox.finish(incoming.id, type(error).__name__)

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
            await self._conduct.forget(person)
            return _fixed(agent, "utter_arret")
        try:
            async with self._conduct.lock(person):
                answer = self._conduct.journal.answer(person, digest(incoming.id))
                if answer is None:
                    answer = await self._play(agent, person, self._message_of(person, incoming))
        except NotReady:
            return _fixed(agent, "utter_panne")
        messages: list[dict[str, Any]] = answer["messages"]
        return messages

    async def _play(self, agent: Agent, person: str, message: Message) -> dict[str, Any]:
        try:
            return await self._conduct.turn(agent, person, message)
        except Malformed:
            return {"messages": _fixed(agent, "utter_choix_perime")}

    def _message_of(self, person: str, incoming: Incoming) -> Message:
        """What Rasa is given; the turn refuses a choice that this conversation never offered."""
        if incoming.kind == PAYLOAD:
            return Message(
                digest(incoming.id), payload=self.payload(person, incoming.content) or ""
            )
        if self.MENUS:
            choices = self._conduct.journal.last_choices(person)
            place = chosen(incoming.content, [c["title"] for c in choices])
            if place is not None:
                return Message(digest(incoming.id), payload=choices[place]["payload"])
        return Message(digest(incoming.id), text=clean(incoming.content)[:TEXT_MAX] or "?")


def _fixed(agent: Agent, response: str) -> list[dict[str, Any]]:
    """A response that needs no turn."""
    return [{"text": agent.domain.responses[response][0]["text"], "buttons": [], "custom": {}}]
