"""What a channel refuses, and how: `{"error": {"code", "message"}}`, in French for a person.

ChannelError
 ├─ Malformed          400
 ├─ SessionRefused     401
 ├─ OriginRefused      403
 ├─ SignatureRefused   403
 ├─ NotConfigured      404
 ├─ UnknownAddress     404
 ├─ MethodRefused      405
 ├─ TooSlow            408
 ├─ NothingToKeep      409
 ├─ TooLarge           413
 ├─ TextRefused        422
 ├─ TooManyRequests    429, with Retry-After
 ├─ Unexpected         500
 └─ NotReady           503
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.turns import Crossed

logger = logging.getLogger(__name__)
View = Callable[..., Coroutine[Any, Any, HTTPResponse]]


class ChannelError(Exception):
    """`headers`: those of the answer."""

    status, code = 500, "erreur"

    def __init__(self, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.headers = headers or {}


class Malformed(ChannelError):
    status, code = 400, "malforme"


class SessionRefused(ChannelError):
    status, code = 401, "session_refusee"


class OriginRefused(ChannelError):
    status, code = 403, "origine_refusee"


class SignatureRefused(ChannelError):
    status, code = 403, "signature_refusee"


class NotConfigured(ChannelError):
    status, code = 404, "non_configure"


class UnknownAddress(ChannelError):
    status, code = 404, "adresse_inconnue"


class MethodRefused(ChannelError):
    status, code = 405, "methode_refusee"


class TooSlow(ChannelError):
    status, code = 408, "trop_lent"


class NothingToKeep(ChannelError):
    status, code = 409, "rien_a_garder"


class TooLarge(ChannelError):
    status, code = 413, "trop_gros"


class TextRefused(ChannelError):
    status, code = 422, "texte_refuse"


class TooManyRequests(ChannelError):
    status, code = 429, "trop_de_demandes"


class Unexpected(ChannelError):
    """What nobody foresaw."""


class NotReady(ChannelError):
    status, code = 503, "pas_pret"


# Nothing was kept of what was asked: the same may be sent again.
_LATER = NotReady("L'assistant est occupé : réessayez dans un moment.", {"Retry-After": "3"})


def respond(error: ChannelError) -> HTTPResponse:
    return json(
        {"error": {"code": error.code, "message": str(error)}},
        error.status,
        error.headers,
        ensure_ascii=False,
    )


def _first_line(error: SQLAlchemyError) -> str:
    """What the database said: nothing of what was asked of it."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def as_json(view: View) -> View:
    """A view whose ChannelError becomes its JSON answer."""

    @functools.wraps(view)
    async def wrapper(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse:
        try:
            return await view(request, *args, **kwargs)
        except ChannelError as error:
            return respond(error)
        except Crossed:
            return respond(_LATER)
        except SQLAlchemyError as error:  # a database that is locked, full, or away
            logger.error("A database did not answer: %s", _first_line(error))
            return respond(_LATER)

    return wrapper
