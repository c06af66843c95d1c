"""Which request and which turn is being served: two ids that follow it through every room.

They are in contextvars, so that whatever is awaited or started meanwhile has them too, and go to an
action server of another process as headers. They are drawn at random and say nothing of anybody.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

REQUEST_HEADER, TURN_HEADER = "X-Request-ID", "X-Turn-ID"
# What proxies draw: 32 hexadecimal digits, or a UUID. Nothing else is taken: it would be logged.
_WELL_FORMED = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_request: ContextVar[str | None] = ContextVar("request_id", default=None)
_turn: ContextVar[str | None] = ContextVar("turn_id", default=None)


def begin_request(given: str | None = None) -> str:
    """From now on in this context: the caller's id, if it is well formed, or a new one."""
    request = given if given and _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    _request.set(request)
    _turn.set(None)
    return request


@contextmanager
def turn() -> Iterator[str]:
    """A new turn's id, until the block ends."""
    token = _turn.set(drawn := uuid.uuid4().hex)
    try:
        yield drawn
    finally:
        _turn.reset(token)


def ids() -> dict[str, str]:
    """`request_id` and `turn_id`, those that there are."""
    known = {"request_id": _request.get(), "turn_id": _turn.get()}
    return {name: value for name, value in known.items() if value is not None}


def headers() -> dict[str, str]:
    """The same, for a call to another process of ours."""
    names = {"request_id": REQUEST_HEADER, "turn_id": TURN_HEADER}
    return {names[name]: value for name, value in ids().items()}


def adopt(given: Mapping[str, str]) -> None:
    """From now on in this context: the ids that another process of ours gave, by `headers`.

    `given`: the headers of its call, whose names are sought in any case.
    """
    lower = {name.lower(): value for name, value in given.items()}
    begin_request(lower.get(REQUEST_HEADER.lower()))
    turn_id = lower.get(TURN_HEADER.lower(), "")
    _turn.set(turn_id if _WELL_FORMED.fullmatch(turn_id) else None)
