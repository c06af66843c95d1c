"""The bodies of the calls, checked; that of `POST /messages` whole."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sanic.request import Request

from bot.channels.shared.errors import Malformed, TextRefused, TooLarge
from bot.channels.shared.message import TEXT_MAX, Message, clean
from bot.server.sizes import BODY_MAX

Object = Mapping[str, Any]
_IDENTIFIER = re.compile(r"[\w-]{1,64}")


def read(request: Request) -> Message:
    """Errors: TooLarge, Malformed, TextRefused."""
    body = read_object(request)
    identifier, text, payload = body.get("message_id"), body.get("text"), body.get("payload")
    if not isinstance(identifier, str) or not _IDENTIFIER.fullmatch(identifier):
        raise Malformed(
            "« message_id » doit être un identifiant de 1 à 64 lettres, chiffres ou tirets."
        )
    if text is None and isinstance(payload, str):
        return Message(identifier, payload=payload)
    if payload is None and isinstance(text, str):
        return Message(identifier, text=_checked(text))
    raise Malformed("Envoyez soit « text », soit « payload », en texte.")


def read_object(request: Request) -> Object:
    """The JSON object that was sent. Errors: TooLarge, Malformed."""
    body = request.body
    if len(body) > BODY_MAX:
        raise TooLarge("Ce message est trop gros : 16 Kio au plus.")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("Le corps de la demande n'est pas du JSON.") from None
    if not isinstance(found, Mapping):
        raise Malformed("Le corps de la demande doit être un objet JSON.")
    return found


def _checked(text: str) -> str:
    """Error: TextRefused."""
    if len(text) > TEXT_MAX:
        raise TextRefused(
            f"Votre message dépasse {TEXT_MAX} caractères : envoyez-le en plusieurs fois."
        )
    cleaned = clean(text)
    if not cleaned:
        raise TextRefused("Votre message est vide.")
    return cleaned
