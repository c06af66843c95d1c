"""WhatsApp through Twilio.

https://www.twilio.com/docs/whatsapp/api says what is read and sent here. Three short choices are
buttons, which need a template that Twilio has stored (whatsapp_templates.py); more or longer ones
are a menu of letters. « B » or the words of a choice choose it in both (common/menus.py).
"""

from __future__ import annotations

import json
import logging
import time
from datetime import timedelta
from typing import Any, ClassVar

from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.request_validator import RequestValidator

from bot.channels.messengers.common.body import form
from bot.channels.messengers.common.delivery import Call, Delivery
from bot.channels.messengers.common.incoming import Incoming, storable, text
from bot.channels.messengers.common.menus import menu
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
from bot.channels.messengers.common.rendering import split
from bot.channels.messengers.whatsapp_messages import contents
from bot.channels.messengers.whatsapp_templates import TEXT_MAX as BUTTONS_TEXT_MAX
from bot.channels.messengers.whatsapp_templates import Templates, describe, fit
from bot.channels.shared.errors import SignatureRefused
from vte.reglages_messageries import (
    WHATSAPP_ADRESSE,
    WHATSAPP_API,
    WHATSAPP_COMPTE,
    WHATSAPP_CONTENU_API,
    WHATSAPP_JETON,
    WHATSAPP_MODELE,
    WHATSAPP_NUMERO,
)

TEXT_MAX = 1600  # characters
# Seconds before each new try at a template: the answer waits for it, and can do without.
WAITS = (0.5, 1.0)
REST = 600.0  # seconds without asking for templates, once Twilio gave none
logger = logging.getLogger(__name__)


class WhatsAppChannel(MessagingChannel):
    SETTINGS = (WHATSAPP_COMPTE, WHATSAPP_JETON, WHATSAPP_NUMERO)
    MENUS = DIGESTS = True
    WINDOW = timedelta(hours=24)
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
        return [Incoming(identifier, address, *found)] if found else []

    def undelivered(self, request: Request) -> list[Undelivered]:
        """Twilio takes a message first, and tells in a status that the platform did not."""
        fields = form(request)
        identifier, code = fields.get("MessageSid", ""), fields.get("ErrorCode", "")
        if fields.get("MessageStatus") not in ("failed", "undelivered") or not identifier:
            return []
        error = {"code": int(code) if code.isdecimal() else 0}
        return [told(storable(identifier), storable(fields.get("To", "")), error, self.CODES)]

    def reopening(self, address: str) -> list[Call]:
        template = WHATSAPP_MODELE.lire()
        return [_call(address, ContentSid=template)] if template else []

    async def prepare(self, messages: list[dict[str, Any]]) -> None:
        """The template of these choices, where they can be buttons and were never sent before."""
        buttons = _buttons(messages)
        if not fit(buttons) or time.monotonic() < self._resume_at or self._templates.sid(buttons):
            return
        try:
            created = await self._template_delivery.send(
                Call(
                    f"{WHATSAPP_CONTENU_API.lire()}/v1/Content",
                    json=describe(buttons),
                    basic=_account(),
                )
            )
        except DeliveryFailed as error:
            logger.warning("whatsapp: no template for buttons, the choices are a menu: %s", error)
            self._resume_at = time.monotonic() + REST
            return
        if sid := text(created, "sid"):
            self._templates.keep(buttons, sid)

    def render(self, address: str, messages: list[dict[str, Any]]) -> list[Call]:
        """The choices, wherever they stand, come once at the end of the answer."""
        buttons, texts = _buttons(messages), [m["text"] for m in messages]
        choices: list[Call] = []
        if fit(buttons) and len(last_line := texts[-1].rpartition("\n")[2]) <= BUTTONS_TEXT_MAX:
            # A variable of a template holds one line.
            texts[-1] = texts[-1].rpartition("\n")[0].rstrip()
            choices = [self._choice(address, last_line, buttons)]
        elif buttons:
            texts[-1] = menu(texts[-1], buttons)
        return [
            _call(address, Body=part) for said in texts for part in split(said, TEXT_MAX)
        ] + choices

    def _choice(self, address: str, said: str, buttons: list[dict[str, str]]) -> Call:
        """Buttons, or the menu where the template is not there."""
        lettered = _call(address, Body=menu(said, buttons))
        sid = self._templates.sid(buttons)
        if sid is None or not said.strip():
            return lettered
        return _call(
            address,
            lettered,
            ContentSid=sid,
            ContentVariables=json.dumps({"1": said}, ensure_ascii=False),
        )

    def acknowledgement(self) -> HTTPResponse:
        return HTTPResponse("<Response/>", content_type="text/xml")


def _buttons(messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [b for m in messages for b in m["buttons"]]


def _account() -> tuple[str, str]:
    return WHATSAPP_COMPTE.lire(), WHATSAPP_JETON.lire()


def _call(address: str, fallback: Call | None = None, **message: str) -> Call:
    fields = {"From": f"whatsapp:{WHATSAPP_NUMERO.lire()}", "To": address, **message}
    return Call(
        f"{WHATSAPP_API.lire()}/2010-04-01/Accounts/{WHATSAPP_COMPTE.lire()}/Messages.json",
        form=fields,
        basic=_account(),
        fallback=fallback,
    )
