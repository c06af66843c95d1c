"""The pipeline of every messenger: verify, parse, de-duplicate, acknowledge at once.

What was stored is then served in order, a person at a time (serving.py), answered (responding.py)
and sent. A channel is one file that says of its platform what platform.py asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.messengers.common.body import BODY_MAX
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.platform import Platform
from bot.channels.messengers.common.serving import Serving
from bot.channels.shared.errors import as_json
from bot.server import sizes
from bot.server.draining import DRAINING
from bot.server.presence import worker
from bot.server.start import guard

PURGE_EVERY = 3600.0  # seconds between two purges of the inbox


class MessagingChannel(Platform):
    """The base of a messenger's channel, mounted by Rasa at /webhooks/<name>."""

    def __init__(self) -> None:
        super().__init__()
        self.inbox = Inbox(self.name(), worker())
        self.serving = Serving(self, self.inbox)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        name = f"{self.name()}_channel"
        channel = Blueprint(name, name)
        guard(channel)
        sizes.allow(f"/webhooks/{self.name()}/webhook", BODY_MAX)
        channel.add_route(as_json(self.receive), "/webhook", methods=["POST"], name="webhook")
        channel.add_route(as_json(self._health), "/health", methods=["GET"], name="health")
        channel.listener("after_server_start")(self.resume)
        channel.listener("before_server_stop")(self._leave)
        return channel

    async def receive(self, request: Request) -> HTTPResponse:
        """The platform's call: each of its messages stored once, and served from then on.

        Errors: NotConfigured, SignatureRefused, those of `read`, SQLAlchemyError.
        """
        self.serving.app = request.app
        self.require_settings()
        self.verify(request)
        for incoming in await self.inbox.deposit(self.read(request)):
            self.serving.serve(self.inbox.person(incoming))
        await self.serving.unsent.note(self.undelivered(request))
        await self.serving.telling.ownership.note(self.owners(request))
        await self.serving.telling.ownership.heard(self.elsewhere(request))
        return self.acknowledgement()

    async def _health(self, request: Request) -> HTTPResponse:
        self.require_settings()
        pending, lost = await self.inbox.pending(), await self.inbox.lost()
        unsent = await self.serving.unsent.counts()
        return json({"status": "ok", "pending": pending, "lost": lost} | unsent)

    async def resume(self, app: Sanic, *_: Any) -> None:
        """Takes up what a restart interrupted, and from then on what dead workers leave."""
        self.serving.app = app
        DRAINING.watch(lambda: bool(self.serving.people))
        if not self.missing():  # without them nothing comes in, and nothing could be sent
            self.serving.start(self.serving.look_around())
            self.serving.start(self.serving.telling.watch(self.serving.serve))
        self.serving.start(self._purge())

    async def _leave(self, *_: Any) -> None:
        await self.serving.leave()

    async def _purge(self) -> None:
        while True:
            with suppress(SQLAlchemyError):
                await self.inbox.purge()
            await asyncio.sleep(PURGE_EVERY)
