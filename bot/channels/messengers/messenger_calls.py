"""The calls to Messenger's Send API, and those by which a thread changes hands.

https://developers.facebook.com/docs/messenger-platform/send-messages and
https://developers.facebook.com/docs/messenger-platform/conversation-routing
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.channels.messengers.common.delivery import Call
from bot.channels.messengers.common.details import TEXT_MAX as SCREEN
from bot.channels.messengers.common.rendering import split, titles
from vte.reglages_messageries import MESSENGER_API, MESSENGER_JETON, MESSENGER_VERSION

TEXT_MAX, TITLE_MAX, BUTTONS_TEXT_MAX = 2000, 20, 640  # characters
REPLIES_MAX, BUTTONS_MAX = 13, 3
PAGE_INBOX = "263902037430900"  # the application that every page's own inbox is
RESPONSE = {"messaging_type": "RESPONSE"}  # within a day of the person's last message
HUMAN_AGENT = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}  # within seven, by staff
Body = dict[str, Any]


def answer(address: str, messages: list[Body], kind: Body) -> list[Call]:
    """`kind`: RESPONSE or HUMAN_AGENT."""
    bodies = (c for m in messages for c in _bodies(m["text"], m["buttons"]))
    return [call("messages", address, {**kind, "message": body}) for body in bodies]


def call(method: str, address: str, body: Body) -> Call:
    """A call of the page about this person."""
    url = f"{MESSENGER_API.lire()}/{MESSENGER_VERSION.lire()}/me/{method}"
    headers = {"Authorization": f"Bearer {MESSENGER_JETON.lire()}"}
    return Call(url, json={"recipient": {"id": address}, **body}, headers=headers)


def _bodies(said: str, buttons: list[dict[str, str]]) -> Iterator[Body]:
    """The messages that say it; the last one has the choices.

    Three are buttons that stay; more are quick replies.
    """
    said = _with_whole(said, buttons)
    named = _named(buttons)
    if buttons and len(buttons) <= BUTTONS_MAX and len(said) <= BUTTONS_TEXT_MAX:
        own = [{"type": "postback", **one} for one in named]
        template = {"template_type": "button", "text": said, "buttons": own}
        yield {"attachment": {"type": "template", "payload": template}}
        return
    *before, last = split(said, TEXT_MAX)
    yield from ({"text": part} for part in before)
    quick_replies = [{"content_type": "text", **one} for one in named[:REPLIES_MAX]]
    yield {"text": last} | ({"quick_replies": quick_replies} if quick_replies else {})


def _named(buttons: list[dict[str, str]]) -> list[dict[str, str]]:
    short = titles([b["title"] for b in buttons], TITLE_MAX)
    return [{"title": t, "payload": b["payload"]} for t, b in zip(short, buttons, strict=True)]


def _with_whole(said: str, buttons: list[dict[str, str]]) -> str:
    """The words above choices of which one is cut list them whole, where a screen holds that."""
    whole = [b["title"] for b in buttons]
    if not any("…" in short for short in titles(whole, TITLE_MAX)):
        return said
    listed = "\n".join([said, *(f"- {title}" for title in whole)])
    return listed if len(listed) <= SCREEN else said
