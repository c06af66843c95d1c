"""What a person sent on WhatsApp, read from a message of Meta's Cloud API.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
says what each kind holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.messengers.common.incoming import (
    ALBUM,
    CONTACT,
    DOCUMENT,
    LOCATION,
    MEDIA,
    PAYLOAD,
    PICTURE,
    STICKER,
    TEXT,
    VOICE,
    Incoming,
    text,
)

ID_MAX = 255  # characters
# What needs no answer, and why (docs/channels.md lists them).
UNANSWERED = {
    "statuses": "what became of a message of ours",
    "reaction": "a reaction",
    "system": "a number that changed",
    "request_welcome": "a chat that was opened: the person has said nothing yet",
}
# Where each kind of choice says which one was taken, and where words are.
_CHOICES = (
    ("interactive", "button_reply", "id"),
    ("interactive", "list_reply", "id"),
    ("button", "payload"),
)
_WORDS = (("text", "body"), *((kind, "caption") for kind in ("image", "video", "document")))
_KINDS = {
    "audio": VOICE,
    "image": PICTURE,
    "video": PICTURE,
    "document": DOCUMENT,
    "sticker": STICKER,
    "location": LOCATION,
    "contacts": CONTACT,
}


def incoming_of(message: Mapping[str, Any]) -> Incoming | None:
    """What the person said; None for what needs no answer, or is malformed."""
    identifier, at = text(message, "id")[:ID_MAX], text(message, "timestamp")
    address = text(message, "from") or text(message, "from_user_id")  # who hides their number
    if not identifier or not address or text(message, "type") in UNANSWERED:
        return None
    order = float(at) if at.isdecimal() and len(at) < 15 else 0.0
    album = ALBUM if "image" in message or "video" in message else ""
    return Incoming(identifier, address, *_contents(message), order, group=album)


def _contents(message: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and the content. A kind is known by what the message holds: a place has no type."""
    if payload := _first(message, _CHOICES):
        return PAYLOAD, payload
    if said := _first(message, _WORDS):
        return TEXT, said
    kind = next((kind for name, kind in _KINDS.items() if name in message), MEDIA)
    place = [text(message, "location", name) for name in ("name", "address")]
    return kind, ", ".join(filter(None, place)) if kind == LOCATION else ""


def _first(message: Mapping[str, Any], paths: tuple[tuple[str, ...], ...]) -> str:
    return next(filter(None, (text(message, *path) for path in paths)), "")
