"""Each request: its id, its line in the log, its count. Never its query, its body or its caller."""

from __future__ import annotations

import logging
import time

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.observability import metrics
from vte import trace

UNROUTED = "none"  # an address that is no route of ours
QUIET = ("/live", "/ready", "/version")  # asked every few seconds: counted, not logged
logger = logging.getLogger(__name__)


def prepare(app: Sanic) -> None:
    """Sanic's own log of requests is off: it holds whole addresses."""
    app.config.ACCESS_LOG = False
    app.register_middleware(begin, "request")
    app.register_middleware(end, "response")


def begin(request: Request) -> None:
    request.ctx.since = time.perf_counter()
    request.ctx.request_id = trace.begin_request(request.headers.get(trace.REQUEST_HEADER))


def end(request: Request, response: HTTPResponse) -> None:
    """One that was refused before it was routed has no id yet."""
    response.headers[trace.REQUEST_HEADER] = getattr(request.ctx, "request_id", None) or (
        trace.begin_request()
    )
    route = route_of(request)
    metrics.RESPONSES.labels(route, str(response.status)).inc()
    if route not in QUIET:
        logger.info("request", extra=_told(request, route, response.status))


def route_of(request: Request) -> str:
    """As the code writes it, `/webhooks/web/results/<id>`: an address may itself be a secret."""
    route = getattr(request, "route", None)
    return f"/{route.path.lstrip('/')}" if route is not None else UNROUTED


def _told(request: Request, route: str, status: int) -> dict[str, object]:
    since = getattr(request.ctx, "since", None)
    took = {} if since is None else {"total": round(time.perf_counter() - since, 4)}
    return {"method": request.method, "route": route, "status": status, "seconds": took}
