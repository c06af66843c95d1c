"""A webhook's body and tokens, read whatever they hold."""

from __future__ import annotations

import hmac
import json
from typing import Any
from urllib.parse import parse_qsl

from sanic.request import Request

from bot.channels.shared.errors import Malformed, TooLarge

BODY_MAX = 1024 * 1024  # bytes: a batch of a platform is far smaller


def json_body(request: Request) -> Any:
    """Errors: TooLarge, Malformed (no JSON, or JSON that no platform sends)."""
    if len(request.body) > BODY_MAX:
        raise TooLarge("Cet appel est trop gros.")
    try:
        return json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Malformed("Le corps de l'appel n'est pas du JSON.") from None


def form(request: Request) -> dict[str, str]:
    """The fields of a form, empty ones too: a signature covers them. Error: TooLarge."""
    if len(request.body) > BODY_MAX:
        raise TooLarge("Cet appel est trop gros.")
    return dict(
        parse_qsl(
            request.body.decode("utf-8", "replace"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="replace",
        )
    )


def equal(given: str, expected: str) -> bool:
    """Compared in constant time; a header may hold any bytes."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def _refuse(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are no JSON
