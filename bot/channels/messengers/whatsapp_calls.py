"""The calls to Twilio that say an answer on WhatsApp and offer its choices.

Three short choices are buttons, which need a template (whatsapp_templates.py); others a menu.
"""

from __future__ import annotations

import json
from typing import Any

from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.details import TEXT_MAX as SCREEN
from bot.channels.messengers.common.menus import menu
from bot.channels.messengers.common.rendering import split
from bot.channels.messengers.whatsapp_templates import TEXT_MAX as BUTTONS_TEXT_MAX
from bot.channels.messengers.whatsapp_templates import Templates, describe, fit
from vte.reglages_messageries import (
    WHATSAPP_API,
    WHATSAPP_COMPTE,
    WHATSAPP_CONTENU_API,
    WHATSAPP_JETON,
    WHATSAPP_MODELE,
    WHATSAPP_NUMERO,
)

TEXT_MAX = 1600  # characters
Buttons = list[dict[str, str]]


def answer(address: str, messages: list[dict[str, Any]], templates: Templates) -> list[Call]:
    """The choices, wherever they stand, come once at the end of the answer."""
    buttons, texts = offered(messages), [m["text"] for m in messages]
    choices: list[Call] = []
    if fit(buttons) and len(last_line := texts[-1].rpartition("\n")[2]) <= BUTTONS_TEXT_MAX:
        # A variable of a template holds one line: what stands above goes with what comes before.
        above = "\n".join(filter(None, [*texts[:-1], texts[-1].rpartition("\n")[0].rstrip()]))
        if len(texts) == 1 or len(above) <= SCREEN:
            texts = [above]
            choices = [_choice(address, last_line, buttons, templates.sid(buttons))]
    if buttons and not choices:
        texts[-1] = menu(texts[-1], buttons)
    return [_call(address, Body=part) for said in texts for part in split(said, TEXT_MAX)] + choices


def offered(messages: list[dict[str, Any]]) -> Buttons:
    """All choices of the answer."""
    return [b for m in messages for b in m["buttons"]]


def template(buttons: Buttons) -> Call:
    """The call that stores the template of these choices."""
    url = f"{WHATSAPP_CONTENU_API.lire()}/v1/Content"
    return Call(url, json=describe(buttons), basic=_account())


def reopening(address: str) -> list[Call]:
    """The template that invites to write; none where the setting names none."""
    sid = WHATSAPP_MODELE.lire()
    return [_call(address, ContentSid=sid)] if sid else []


def _choice(address: str, said: str, buttons: Buttons, sid: str | None) -> Call:
    """Buttons, or the menu where the template is not there."""
    lettered = _call(address, Body=menu(said, buttons))
    if sid is None or not said.strip():
        return lettered
    variables = json.dumps({"1": said}, ensure_ascii=False)
    return _call(address, lettered, ContentSid=sid, ContentVariables=variables)


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
