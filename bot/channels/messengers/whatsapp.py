"""WhatsApp through Twilio.

https://www.twilio.com/docs/whatsapp/api says what is read and sent here. Three short choices are
buttons, which need a template that Twilio has stored (whatsapp_templates.py); more or longer ones
are a menu of letters. « B » or the words of a choice choose it in both (common/menus.py).
"""

from __future__ import annotations

import logging
import time
from typing import Any, ClassVar

from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.request_validator import RequestValidator

from bot.channels.messengers import whatsapp_calls as calls
from bot.channels.messengers.common.body import form
from bot.channels.messengers.common.delivery import Call, Delivery
from bot.channels.messengers.common.incoming import Incoming, storable, text
from bot.channels.messengers.common.outcomes import (
    Closed,
    Codes,
    DeliveryFailed,
    Retry,
    Undelivered,
    Unreachable,
    told,
)
from bot.channels.messengers.common.pipeline import MessagingChannel
from bot.channels.messengers.whatsapp_messages import album, contents
from bot.channels.messengers.whatsapp_templates import Templates, fit
from bot.channels.shared.errors import SignatureRefused
from vte import fenetres
from vte.reglages_messageries import (
    WHATSAPP_ADRESSE,
    WHATSAPP_COMPTE,
    WHATSAPP_JETON,
    WHATSAPP_NUMERO,
)

# Seconds before each new try at a template: the answer waits for it, and can do without.
WAITS = (0.5, 1.0)
REST = 600.0  # seconds without asking for templates, once Twilio gave none
logger = logging.getLogger(__name__)


class WhatsAppChannel(MessagingChannel):
    SETTINGS = (WHATSAPP_COMPTE, WHATSAPP_JETON, WHATSAPP_NUMERO)
    MENUS = DIGESTS = True
    WINDOW = fenetres.de_l_assistant("whatsapp")
    # https://www.twilio.com/docs/api/errors
    CODES: ClassVar[Codes] = {
        (63016, 0): Closed,
        (63003, 0): Unreachable,  # no such address
        (63024, 0): Unreachable,  # who takes no message
        (21610, 0): Unreachable,  # who wrote STOP to Twilio itself
        (63018, 0): Retry,  # too many messages for now
    }

    def __init__(self) -> None:
        super().__init__()
        self._templates, self._template_delivery = Templates(), Delivery(waits=WAITS)
        self._resume_at = 0.0  # when templates may be asked for again

    @classmethod
    def name(cls) -> str:
        return "whatsapp"

    def verify(self, request: Request) -> None:
        """Twilio signs the address that it called: WHATSAPP_ADRESSE, where a proxy changes it."""
        address = WHATSAPP_ADRESSE.lire() or request.url
        if not RequestValidator(WHATSAPP_JETON.lire()).validate(
            address, form(request), request.headers.get("x-twilio-signature", "")
        ):
            raise SignatureRefused("La signature n'est pas celle de la plateforme.")

    def read(self, request: Request) -> list[Incoming]:
        fields = {name: storable(value) for name, value in form(request).items()}
        identifier, address = fields.get("MessageSid", "")[:255], fields.get("From", "")
        if not identifier or not address.startswith("whatsapp:"):
            return []
        found = contents(fields)
        if found is None:
            return []
        return [Incoming(identifier, address, *found, group=album(fields))]

    def undelivered(self, request: Request) -> list[Undelivered]:
        """Twilio takes a message first, and tells in a status that the platform did not."""
        fields = form(request)
        identifier, code = fields.get("MessageSid", ""), fields.get("ErrorCode", "")
        if fields.get("MessageStatus") not in ("failed", "undelivered") or not identifier:
            return []
        error = {"code": int(code[:9]) if code.isdecimal() else 0}
        return [told(storable(identifier), storable(fields.get("To", "")), error, self.CODES)]

    def reopening(self, address: str) -> list[Call]:
        return calls.reopening(address)

    async def prepare(self, messages: list[dict[str, Any]]) -> None:
        """The template of these choices, where they can be buttons and were never sent before."""
        buttons = calls.offered(messages)
        if not fit(buttons) or time.monotonic() < self._resume_at or self._templates.sid(buttons):
            return
        try:
            created = await self._template_delivery.send(calls.template(buttons))
        except DeliveryFailed as error:
            logger.warning("whatsapp: no template for buttons, the choices are a menu: %s", error)
            self._resume_at = time.monotonic() + REST
            return
        if sid := text(created, "sid"):
            self._templates.keep(buttons, sid)

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        return calls.answer(address, messages, self._templates)

    def acknowledgement(self) -> HTTPResponse:
        return HTTPResponse("<Response/>", content_type="text/xml")
