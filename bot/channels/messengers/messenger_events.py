"""What a person sent on Messenger, read from an event of the webhook.

https://developers.facebook.com/docs/messenger-platform/reference/webhook-events says what it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.incoming import (
    DOCUMENT,
    LOCATION,
    MEDIA,
    PAYLOAD,
    PICTURE,
    STICKER,
    TEXT,
    VOICE,
    Incoming,
    find,
    number,
    objects,
    text,
)
from bot.channels.messengers.common.staff import Elsewhere
from vte.mots_d_arret import START

ID_MAX = 255  # characters
GET_STARTED = "GET_STARTED"  # the payload to give to the page's « Démarrer » button
# What needs no answer, and why (docs/channels.md lists them).
UNANSWERED = {
    "is_echo": "a message of ours",
    "delivery": "a receipt",
    "read": "a receipt",
    "reaction": "a reaction",
    "message_edit": "an answer was given; what changes is to be said in a new message",
    "referral": "the person came back by a link, and has said nothing yet",
    "optin": "a permission",
    "account_linking": "the page offers none",
    "standby": "another application of the page answers",
    "pass_thread_control": "another application of the page answers",
    "take_thread_control": "another application of the page answers",
    "app_roles": "a setting of the page",
}
_KINDS = {
    "audio": VOICE,
    "image": PICTURE,
    "video": PICTURE,
    "file": DOCUMENT,
    "location": LOCATION,
}


def incoming_of(event: Mapping[str, Any]) -> Incoming | None:
    """What the person said; None for what needs no answer, or is malformed."""
    person, at = text(event, "sender", "id"), number(event, "timestamp")
    message, postback = find(event, "message"), find(event, "postback")
    if not person or find(message, "is_echo"):
        return None
    if isinstance(postback, Mapping):
        payload = text(postback, "payload")
        said = (TEXT, START) if payload == GET_STARTED else (PAYLOAD, payload)
        identifier = text(postback, "mid") or digest(f"{person}-{at:.0f}")
        return Incoming(identifier[:ID_MAX], person, *said, at)
    if not isinstance(message, Mapping) or not (identifier := text(message, "mid")):
        return None
    return Incoming(identifier[:ID_MAX], person, *_contents(message), at)


def elsewhere_of(event: Mapping[str, Any]) -> Elsewhere | None:
    """Who speaks in a thread that we do not hold; None for receipts and the like."""
    if find(event, "message", "is_echo"):
        address, by_person = text(event, "recipient", "id"), False
    elif isinstance(find(event, "message"), Mapping) or isinstance(
        find(event, "postback"), Mapping
    ):
        address, by_person = text(event, "sender", "id"), True
    else:
        return None
    return Elsewhere(address, by_person) if address else None


def _contents(message: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and the content; a message that holds nothing is one that the platform hides."""
    if payload := text(message, "quick_reply", "payload"):
        return PAYLOAD, payload
    if said := text(message, "text"):
        return TEXT, said
    attachment = next(objects(message, "attachments"), {})
    if find(attachment, "payload", "sticker_id"):
        return STICKER, ""
    kind = _KINDS.get(text(attachment, "type"), MEDIA)
    return kind, text(attachment, "title") if kind == LOCATION else ""
