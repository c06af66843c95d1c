"""What a person sent on WhatsApp, read from Twilio's form.

https://www.twilio.com/docs/messaging/guides/webhook-request says what its fields are.
"""

from __future__ import annotations

from collections.abc import Mapping

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
)

# What needs no answer, and why (docs/channels.md lists it): a field, or a value of MessageType.
UNANSWERED = {
    "MessageStatus": "what became of a message of ours",
    "reaction": "a reaction",
    "system": "a service message",
}
_KINDS = {
    "audio": VOICE,
    "image/webp": STICKER,
    "image": PICTURE,
    "video": PICTURE,
    "text/vcard": CONTACT,
    "text/x-vcard": CONTACT,
}


def contents(fields: Mapping[str, str]) -> tuple[str, str] | None:
    """The kind and the content of a message; None for what needs no answer."""
    if "MessageStatus" in fields or fields.get("MessageType") in UNANSWERED:
        return None
    if payload := fields.get("ButtonPayload"):
        return PAYLOAD, payload
    if said := fields.get("Body", "").strip():
        return TEXT, said
    if fields.get("Latitude") or fields.get("Longitude"):
        return LOCATION, ", ".join(part for n in ("Label", "Address") if (part := fields.get(n)))
    if fields.get("NumMedia", "0") == "0":  # shown once, a poll, or what WhatsApp does not tell
        return MEDIA, ""
    return _kind(fields), ""


def album(fields: Mapping[str, str]) -> str:
    """The album that a picture is of, with a caption or without; "" of anything else."""
    return ALBUM if _kind(fields) == PICTURE else ""


def _kind(fields: Mapping[str, str]) -> str:
    kind = fields.get("MediaContentType0", "").partition(";")[0].strip().lower()
    return _KINDS.get(kind) or _KINDS.get(kind.partition("/")[0]) or DOCUMENT
