"""What Meta's platforms share: how a call is signed, how a webhook is subscribed."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import text as text_response

from bot.channels.messengers.common.body import equal
from bot.channels.messengers.common.pipeline import MessagingChannel
from bot.channels.shared.errors import SignatureRefused, as_json
from vte.setting import Reglage


class MetaChannel(MessagingChannel):
    """`SECRET`: the setting of the application's secret, which signs; `VERIFICATION`: that of the
    token chosen for the subscription.
    """

    SECRET: ClassVar[Reglage[str]]
    VERIFICATION: ClassVar[Reglage[str]]

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        channel = super().blueprint(on_new_message)
        channel.add_route(
            as_json(self._subscribe), "/webhook", methods=["GET"], name="subscription"
        )
        return channel

    async def _subscribe(self, request: Request) -> HTTPResponse:
        """The platform checks once that the webhook is ours."""
        self.require_settings()
        given = str(request.args.get("hub.verify_token", ""))
        if request.args.get("hub.mode") != "subscribe" or not equal(
            given, self.VERIFICATION.lire()
        ):
            raise SignatureRefused("Le jeton de vérification n'est pas le bon.")
        return text_response(str(request.args.get("hub.challenge", "")))

    def verify(self, request: Request) -> None:
        key = self.SECRET.lire().encode()
        expected = "sha256=" + hmac.new(key, request.body, hashlib.sha256).hexdigest()
        if not equal(request.headers.get("x-hub-signature-256", ""), expected):
            raise SignatureRefused("La signature n'est pas celle de la plateforme.")

    def acknowledgement(self) -> HTTPResponse:
        return text_response("EVENT_RECEIVED")
