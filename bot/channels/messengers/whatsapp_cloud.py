"""WhatsApp through Meta's own Cloud API (Graph).

https://developers.facebook.com/docs/whatsapp/cloud-api says what is read and sent here. Choices are
buttons or a list (whatsapp_cloud_calls.py), which may be chosen by their words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar

from sanic.request import Request

from bot.channels.messengers import whatsapp_cloud_calls as calls
from bot.channels.messengers.common import outcomes
from bot.channels.messengers.common.body import json_body
from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.incoming import (
    MEDIA,
    PAYLOAD,
    TEXT,
    Incoming,
    find,
    objects,
    text,
)
from bot.channels.messengers.common.meta import MetaChannel
from bot.channels.messengers.common.outcomes import Codes, Undelivered, told
from vte.reglages_messageries import (
    WHATSAPP_CLOUD_JETON,
    WHATSAPP_CLOUD_NUMERO,
    WHATSAPP_CLOUD_SECRET,
    WHATSAPP_CLOUD_VERIFICATION,
)

# The messages that need no answer: a thumb on one of ours, a changed number, a chat just opened.
SILENT = ("reaction", "system", "request_welcome")
# Where each kind of choice says which one was taken.
_CHOICES = (
    ("interactive", "button_reply", "id"),
    ("interactive", "list_reply", "id"),
    ("button", "payload"),
)
_WORDS = (("text", "body"), *((kind, "caption") for kind in ("image", "video", "document")))


class WhatsAppCloudChannel(MetaChannel):
    SETTINGS = (
        WHATSAPP_CLOUD_SECRET,
        WHATSAPP_CLOUD_JETON,
        WHATSAPP_CLOUD_VERIFICATION,
        WHATSAPP_CLOUD_NUMERO,
    )
    SECRET, VERIFICATION = WHATSAPP_CLOUD_SECRET, WHATSAPP_CLOUD_VERIFICATION
    MENUS = DIGESTS = True
    SPEAKS_AS = "whatsapp"
    WINDOW = timedelta(hours=24)
    # https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
    CODES: ClassVar[Codes] = {
        (131047, 0): outcomes.Closed,
        (131026, 0): outcomes.Unreachable,
        **{(code, 0): outcomes.Retry for code in (1, 2, 4, 80007, 130429, 131016, 131048, 131056)},
    }

    @classmethod
    def name(cls) -> str:
        return "whatsapp_cloud"

    def read(self, request: Request) -> list[Incoming]:
        return [
            incoming
            for value in _values(json_body(request))
            for message in objects(value, "messages")
            for incoming in _incomings(message)
        ]

    def undelivered(self, request: Request) -> list[Undelivered]:
        """The failures among the statuses; what was sent, delivered or read needs nothing."""
        return [
            told(text(status, "id"), text(status, "recipient_id"), error, self.CODES)
            for value in _values(json_body(request))
            for status in objects(value, "statuses")
            if text(status, "status") == "failed" and text(status, "id")
            for error in list(objects(status, "errors"))[:1]
        ]

    def courtesies(self, incoming: Incoming) -> list[Call]:
        return [calls.seen(incoming.id)]

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        return list(calls.answer(address, messages))

    def reopening(self, address: str) -> list[Call]:
        return calls.reopening(address)


def _values(body: Any) -> Iterator[Mapping[str, Any]]:
    """What is told of our number: an account may have several."""
    if find(body, "object") == "whatsapp_business_account":
        for entry in objects(body, "entry"):
            for change in objects(entry, "changes"):
                number = text(change, "value", "metadata", "phone_number_id")
                if find(change, "field") == "messages" and number == WHATSAPP_CLOUD_NUMERO.lire():
                    yield change["value"]


def _incomings(message: Mapping[str, Any]) -> Iterator[Incoming]:
    identifier, at = text(message, "id")[:255], text(message, "timestamp")
    address = text(message, "from") or text(message, "from_user_id")  # who hides their number
    if not identifier or not address or text(message, "type") in SILENT:
        return
    payload = next(filter(None, (text(message, *path) for path in _CHOICES)), "")
    said = next(filter(None, (text(message, *path) for path in _WORDS)), "")
    what = PAYLOAD if payload else TEXT if said else MEDIA
    order = float(at) if at.isdecimal() and len(at) < 15 else 0.0
    yield Incoming(identifier, address, what, payload or said, order)
