"""Messenger (Graph API).

https://developers.facebook.com/docs/messenger-platform says what is read and sent here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import text as text_response

from bot.channels.messengers.common.body import equal, json_body
from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.incoming import Incoming, find, objects
from bot.channels.messengers.common.pipeline import MessagingChannel
from bot.channels.messengers.common.rendering import shorten, split
from bot.channels.messengers.messenger_events import incoming_of
from bot.channels.shared.errors import SignatureRefused, as_json
from vte.reglages_messageries import (
    MESSENGER_API,
    MESSENGER_JETON,
    MESSENGER_SECRET,
    MESSENGER_VERIFICATION,
    MESSENGER_VERSION,
)

TEXT_MAX, TITLE_MAX, BUTTONS_TEXT_MAX = 2000, 20, 640  # characters
REPLIES_MAX, BUTTONS_MAX = 13, 3


class MessengerChannel(MessagingChannel):
    SETTINGS = (MESSENGER_SECRET, MESSENGER_JETON, MESSENGER_VERIFICATION)

    @classmethod
    def name(cls) -> str:
        return "messenger"

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
            given, MESSENGER_VERIFICATION.lire()
        ):
            raise SignatureRefused("Le jeton de vérification n'est pas le bon.")
        return text_response(str(request.args.get("hub.challenge", "")))

    def verify(self, request: Request) -> None:
        expected = (
            "sha256="
            + hmac.new(MESSENGER_SECRET.lire().encode(), request.body, hashlib.sha256).hexdigest()
        )
        if not equal(request.headers.get("x-hub-signature-256", ""), expected):
            raise SignatureRefused("La signature n'est pas celle de la plateforme.")

    def read(self, request: Request) -> list[Incoming]:
        body = json_body(request)
        if find(body, "object") != "page":
            return []
        # `standby` holds what another application answers: it is not for us.
        events = (e for entry in objects(body, "entry") for e in objects(entry, "messaging"))
        return [incoming for e in events if (incoming := incoming_of(e))]

    def courtesies(self, incoming: Incoming) -> list[Call]:
        return [
            self._call({"recipient": {"id": incoming.address}, "sender_action": action})
            for action in ("mark_seen", "typing_on")
        ]

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        body = (c for m in messages for c in _bodies(m["text"], m["buttons"]))
        return [
            self._call({"recipient": {"id": address}, "messaging_type": "RESPONSE", "message": c})
            for c in body
        ]

    def acknowledgement(self) -> HTTPResponse:
        return text_response("EVENT_RECEIVED")

    def _call(self, body: dict[str, Any]) -> Call:
        url = f"{MESSENGER_API.lire()}/{MESSENGER_VERSION.lire()}/me/messages"
        return Call(url, json=body, headers={"Authorization": f"Bearer {MESSENGER_JETON.lire()}"})


def _bodies(said: str, buttons: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """The messages that say it; the last one has the choices.

    Three are buttons that stay; more are quick replies.
    """
    if buttons and len(buttons) <= BUTTONS_MAX and len(said) <= BUTTONS_TEXT_MAX:
        own = [
            {"type": "postback", "title": shorten(b["title"], TITLE_MAX), "payload": b["payload"]}
            for b in buttons
        ]
        yield {
            "attachment": {
                "type": "template",
                "payload": {"template_type": "button", "text": said, "buttons": own},
            }
        }
        return
    *before, last = split(said, TEXT_MAX)
    yield from ({"text": part} for part in before)
    quick_replies = [
        {"content_type": "text", "title": shorten(b["title"], TITLE_MAX), "payload": b["payload"]}
        for b in buttons[:REPLIES_MAX]
    ]
    yield {"text": last} | ({"quick_replies": quick_replies} if quick_replies else {})
