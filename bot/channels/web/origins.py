"""Which web pages may call the channel (CORS)."""

from __future__ import annotations

import re

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.shared.errors import OriginRefused
from bot.channels.web import visitor
from vte.reglages import ORIGINES

_PUBLIC = "/webhooks/web/widget/"
_READABLE = re.compile(r"https?://[!-~]+")


def is_public(request: Request) -> bool:
    """Files that any page may load: they hold nothing of anybody."""
    return request.path.startswith(_PUBLIC)


def check(request: Request) -> None:
    """Same origin, a listed one, or no browser at all.

    Error: OriginRefused, which the refused page may read.
    """
    origin = request.headers.get("origin")
    if origin and not _allowed(origin, request):
        read_by = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
        raise OriginRefused(
            "Ce site n'est pas autorisé à utiliser l'assistant.",
            read_by if _READABLE.fullmatch(origin) else {},
        )


def _allowed(origin: str, request: Request) -> bool:
    """Compared as browsers write them, scheme included: a page in clear may be anybody's."""
    ours = f"{visitor.scheme(request)}://{request.headers.get('host', '')}"
    return origin.rstrip("/") in ORIGINES.lire() or origin.lower() == ours.lower()


def announce(request: Request, answer: HTTPResponse) -> None:
    """The headers by which the browser lets the page read the answer."""
    origin = request.headers.get("origin")
    if not origin or is_public(request) or not _allowed(origin, request):
        return
    answer.headers.update(
        {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": "GET, POST, DELETE",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Expose-Headers": "Retry-After",
            "Access-Control-Max-Age": "600",
            "Vary": "Origin",
        }
    )
