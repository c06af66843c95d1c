"""WhatsApp through Meta's own Cloud API (Graph).

https://developers.facebook.com/docs/whatsapp/cloud-api says what is read and sent here. Choices are
buttons or a list (whatsapp_cloud_calls.py), which may be chosen by their words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sanic.request import Request

from bot.channels.messengers import whatsapp_cloud_calls as calls
from bot.channels.messengers.common import outcomes
from bot.channels.messengers.common.body import json_body
from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.incoming import Incoming, find, objects, text
from bot.channels.messengers.common.meta import MetaChannel
from bot.channels.messengers.common.outcomes import Codes, Undelivered, told
from bot.channels.messengers.whatsapp_cloud_messages import incoming_of
from vte import fenetres
from vte.reglages_messageries import (
    WHATSAPP_CLOUD_JETON,
    WHATSAPP_CLOUD_NUMERO,
    WHATSAPP_CLOUD_SECRET,
    WHATSAPP_CLOUD_VERIFICATION,
)


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
    WINDOW = fenetres.de_l_assistant("whatsapp_cloud")
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
            if (incoming := incoming_of(message))
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
