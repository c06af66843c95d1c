"""What the server answers by itself: errors in the contract's shape, and no word of what it is."""

from __future__ import annotations

import logging

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.shared.errors import (
    ChannelError,
    Malformed,
    MethodRefused,
    NotReady,
    TooLarge,
    Unexpected,
    UnknownAddress,
    respond,
)

_KNOWN: dict[int, ChannelError] = {
    404: UnknownAddress("Cette adresse n'existe pas."),
    405: MethodRefused("Cette adresse ne s'utilise pas ainsi."),
    413: TooLarge("Cette demande est trop grosse."),
    503: NotReady("Le serveur est occupé : réessayez dans un moment.", {"Retry-After": "5"}),
}
_OTHERS = Malformed("Cette demande n'a pas été comprise.")
_UNEXPECTED = Unexpected("Une erreur s'est produite de notre côté : réessayez dans un moment.")
logger = logging.getLogger(__name__)


def answer(request: Request, error: Exception) -> HTTPResponse:
    """The answer to whatever was raised; only what nobody foresaw is logged, with its trace."""
    if isinstance(error, ChannelError):
        return respond(error)
    status = error.status_code if isinstance(error, SanicException) else 500
    if status not in _KNOWN and status >= 500:
        logger.error("A request could not be answered.", exc_info=error)
        return respond(_UNEXPECTED)
    answered = respond(_KNOWN.get(status, _OTHERS))
    answered.headers.update(getattr(error, "headers", None) or {})
    return answered


def no_banner(request: Request) -> HTTPResponse | None:
    """Rasa greets at « / » with its version; Sanic takes « // » for it too."""
    return None if request.path.strip("/") else respond(_KNOWN[404])


def prepare(app: Sanic) -> None:
    app.error_handler.add(Exception, answer)
    app.register_middleware(no_banner, "request")
