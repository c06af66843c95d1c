"""The calls to WhatsApp's Cloud API that say an answer and offer its choices.

Three short choices are buttons, up to ten a list that a button opens, more of them the menu that
is written where there is neither.
https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages gives their limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.menus import menu
from bot.channels.messengers.common.rendering import shorten, split, titles
from vte.reglages_messageries import (
    WHATSAPP_CLOUD_API,
    WHATSAPP_CLOUD_JETON,
    WHATSAPP_CLOUD_MODELE,
    WHATSAPP_CLOUD_NUMERO,
    WHATSAPP_CLOUD_VERSION,
)

TEXT_MAX, BODY_MAX = 4096, 1024  # characters of a text, of the words above choices
BUTTONS_MAX, BUTTON_MAX = 3, 20
ROWS_MAX, ROW_MAX, DESCRIPTION_MAX = 10, 24, 72
OPEN = "Voir les choix"  # the button that opens the list, 20 characters at most
Body = dict[str, Any]


def answer(address: str, messages: list[dict[str, Any]]) -> Iterator[Call]:
    """The choices, wherever they stand, come once, under the last words."""
    buttons = [b for m in messages for b in m["buttons"]]
    *before, last = [m["text"] for m in messages]
    for said in before:
        yield from _texts(address, said)
    if not 0 < len(buttons) <= ROWS_MAX:
        yield from _texts(address, menu(last, buttons) if buttons else last)
        return
    *above, last = split(last, BODY_MAX)
    yield from (_call(address, _text(part)) for part in above)
    yield _call(address, _choices(last, buttons), _call(address, _text(menu(last, buttons))))


def seen(identifier: str) -> Call:
    """Seen and typing are one call."""
    typing = {"status": "read", "message_id": identifier, "typing_indicator": {"type": "text"}}
    return _post(typing)


def reopening(address: str) -> list[Call]:
    """The template that invites to write, approved on the platform, in French, without variables;
    none where the setting names none.
    """
    name = WHATSAPP_CLOUD_MODELE.lire()
    template = {"name": name, "language": {"code": "fr"}}
    return [_call(address, {"type": "template", "template": template})] if name else []


def _texts(address: str, said: str) -> Iterator[Call]:
    yield from (_call(address, _text(part)) for part in split(said, TEXT_MAX))


def _text(said: str) -> Body:
    return {"type": "text", "text": {"body": said}}


def _choices(said: str, buttons: list[dict[str, str]]) -> Body:
    short = len(buttons) <= BUTTONS_MAX and all(len(b["title"]) <= BUTTON_MAX for b in buttons)
    kind, action = ("button", _replies(buttons)) if short else ("list", _rows(buttons))
    interactive = {"type": kind, "body": {"text": said}, "action": action}
    return {"type": "interactive", "interactive": interactive}


def _replies(buttons: list[dict[str, str]]) -> Body:
    replies = [{"id": digest(b["payload"]), "title": b["title"]} for b in buttons]
    return {"buttons": [{"type": "reply", "reply": reply} for reply in replies]}


def _rows(buttons: list[dict[str, str]]) -> Body:
    short = titles([b["title"] for b in buttons], ROW_MAX)
    rows = [_row(b, title) for b, title in zip(buttons, short, strict=True)]
    return {"button": OPEN, "sections": [{"rows": rows}]}


def _row(button: dict[str, str], title: str) -> Body:
    """A title that had to be shortened is whole beneath, where there is more room."""
    whole = button["title"]
    row = {"id": digest(button["payload"]), "title": title}
    return row if title == whole else row | {"description": shorten(whole, DESCRIPTION_MAX)}


def _call(address: str, body: Body, fallback: Call | None = None) -> Call:
    """To a number, or to the id that stands for it (« FR.123 »)."""
    to = "to" if address.isdecimal() else "recipient"
    return _post({"recipient_type": "individual", to: address, **body}, fallback)


def _post(body: Body, fallback: Call | None = None) -> Call:
    where = f"{WHATSAPP_CLOUD_VERSION.lire()}/{WHATSAPP_CLOUD_NUMERO.lire()}/messages"
    return Call(
        f"{WHATSAPP_CLOUD_API.lire()}/{where}",
        json={"messaging_product": "whatsapp", **body},
        headers={"Authorization": f"Bearer {WHATSAPP_CLOUD_JETON.lire()}"},
        fallback=fallback,
    )
