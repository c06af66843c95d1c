"""What a person sent on Telegram, read from an update: https://core.telegram.org/bots/api#message.

A forwarded message and one that quotes another are read as what the person says: their own words.
An album is as many messages, of which one has the caption.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.messengers.common.incoming import (
    CONTACT,
    DOCUMENT,
    LOCATION,
    MEDIA,
    PICTURE,
    STICKER,
    TEXT,
    VOICE,
    find,
    text,
)
from vte.mots_d_arret import START

# Of an update, or of a message: what needs no answer, and why (docs/channels.md lists them).
UNANSWERED_UPDATES = {
    "edited_message": "an answer was given; what changes is to be said in a new message",
    "channel_post": "nobody writes to the assistant in a channel",
    "edited_channel_post": "the same",
    "message_reaction": "a reaction",
    "message_reaction_count": "reactions",
    "my_chat_member": "the person blocked or unblocked the bot",
    "inline_query": "the bot offers none",
}
UNANSWERED_MESSAGES = {
    "pinned_message": "a service message",
    "message_auto_delete_timer_changed": "a service message",
    "forum_topic_created": "a service message",
    "forum_topic_edited": "a service message",
    "forum_topic_closed": "a service message",
    "forum_topic_reopened": "a service message",
    "chat_background_set": "a service message",
    "write_access_allowed": "a service message",
    "connected_website": "a service message",
}
_KINDS = {
    "voice": VOICE,
    "audio": VOICE,
    "video_note": VOICE,
    "photo": PICTURE,
    "video": PICTURE,
    "animation": PICTURE,
    "document": DOCUMENT,
    "contact": CONTACT,
    "sticker": STICKER,
    "venue": LOCATION,
    "location": LOCATION,
}
# What a command says in words: those that the bot's menu offers.
_COMMANDS = {
    "/start": START,
    "/aide": "Que savez-vous faire ?",
    "/help": "Que savez-vous faire ?",
}


def contents(message: Any) -> tuple[str, str] | None:
    """The kind and the content of a message; None for one that needs no answer."""
    if not isinstance(message, Mapping) or any(key in message for key in UNANSWERED_MESSAGES):
        return None
    if said := text(message, "text") or text(message, "caption"):
        return TEXT, _COMMANDS.get(_command(said), said)
    kind = next((kind for key, kind in _KINDS.items() if key in message), MEDIA)
    return kind, _place(message) if kind == LOCATION else ""


def _command(said: str) -> str:
    """« /start affiche » and « /start@assistant » are « /start »; "" for words."""
    if not said.startswith("/") or not said.strip("/ "):
        return ""
    return said.split("@")[0].split()[0].casefold()


def _place(message: Mapping[str, Any]) -> str:
    venue = find(message, "venue")
    return ", ".join(part for key in ("title", "address") if (part := text(venue, key)))
