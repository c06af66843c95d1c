"""A webhook's body and tokens, read whatever they hold."""

from __future__ import annotations

import hmac
import json
from typing import Any
from urllib.parse import parse_qsl

from sanic.request import Request

from bot.channels.shared.errors import Malforme, TropGros

CORPS_MAX = 1024 * 1024  # bytes: a batch of a platform is far smaller


def corps_json(request: Request) -> Any:
    """Errors: TropGros, Malforme (no JSON, or JSON that no platform sends)."""
    if len(request.body) > CORPS_MAX:
        raise TropGros("Cet appel est trop gros.")
    try:
        return json.loads(request.body.decode("utf-8"), parse_constant=_refuser)
    except (ValueError, RecursionError):
        raise Malforme("Le corps de l'appel n'est pas du JSON.") from None


def formulaire(request: Request) -> dict[str, str]:
    """The fields of a form, empty ones too: a signature covers them. Error: TropGros."""
    if len(request.body) > CORPS_MAX:
        raise TropGros("Cet appel est trop gros.")
    return dict(
        parse_qsl(
            request.body.decode("utf-8", "replace"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="replace",
        )
    )


def egaux(donne: str, attendu: str) -> bool:
    """Compared in constant time; a header may hold any bytes."""
    return hmac.compare_digest(donne.encode("utf-8", "replace"), attendu.encode())


def _refuser(constante: str) -> Any:
    raise ValueError(constante)  # NaN and Infinity are no JSON
