"""Which web pages may call the channel (CORS)."""

from __future__ import annotations

from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.erreurs import OrigineRefusee
from vte.reglages import ORIGINES

_PUBLIQUES = "/webhooks/web/widget/"


def publique(request: Request) -> bool:
    """Files that any page may load: they hold nothing of anybody."""
    return request.path.startswith(_PUBLIQUES)


def verifier(request: Request) -> None:
    """Same origin, a listed one, or no browser at all. Error: OrigineRefusee, which the refused page may read."""
    origine = request.headers.get("origin")
    if origine and not _permise(origine, request):
        raise OrigineRefusee(
            "Ce site n'est pas autorisé à utiliser l'assistant.",
            {"Access-Control-Allow-Origin": origine, "Vary": "Origin"},
        )


def _permise(origine: str, request: Request) -> bool:
    listee = origine.rstrip("/") in ORIGINES.lire()
    return listee or urlsplit(origine).netloc == request.headers.get("host")


def annoncer(request: Request, reponse: HTTPResponse) -> None:
    """The headers by which the browser lets the page read the answer."""
    origine = request.headers.get("origin")
    if not origine or publique(request) or not _permise(origine, request):
        return
    reponse.headers.update(
        {
            "Access-Control-Allow-Origin": origine,
            "Access-Control-Allow-Methods": "GET, POST, DELETE",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Expose-Headers": "Retry-After",
            "Access-Control-Max-Age": "600",
            "Vary": "Origin",
        }
    )
