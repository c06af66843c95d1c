"""Sends to a platform, and again when it is slow or refuses for a while; else says why."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.messengers.common.outcomes import (
    Codes,
    Interrupted,
    Postponed,
    Refused,
    Retry,
    outcome,
)

TIMEOUT = 10.0  # seconds for one call
# Seconds before each new try: a minute in all, which outlasts a platform's hiccup.
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
# Seconds: the longest wait asked for that is kept; a platform that floods names minutes.
WAIT_MAX = 900.0
LOOK_EVERY = 1.0  # seconds between two questions whether something else goes first
Cut = Callable[[], Awaitable[bool]]
logger = logging.getLogger(__name__)
# It logs every address that it calls, and Telegram's holds the token of the bot.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Call:
    """One call: `json` or `form` is its body, `basic` the user and password.

    `fallback`: says the same in a simpler way, when the platform refuses this one for good.
    """

    url: str
    json: Any = None
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    basic: tuple[str, str] | None = None
    fallback: Call | None = None


class Delivery:
    """`codes`: what the platform's own codes mean; `waits`: seconds before each new try;
    `longest`: seconds, of the wait that a platform may ask for.
    """

    def __init__(
        self,
        codes: Codes | None = None,
        waits: tuple[float, ...] = WAITS,
        longest: float = WAIT_MAX,
    ) -> None:
        self._codes, self._waits, self._longest = codes or {}, waits, longest
        self._client: httpx.AsyncClient | None = None

    async def send(self, call: Call, cut: Cut | None = None) -> Any:
        """What the platform answered, as JSON, or None. `cut`: whether something else goes first.

        Errors: Postponed, after the last try; Interrupted, where `cut` says so between two tries;
        Refused, Closed, Unreachable, at once.
        """
        try:
            return await self._insist(call, cut)
        except Refused as refusal:
            if call.fallback is None:
                raise
            logger.warning("Refused for good, said another way: %s", refusal)
            return await self.send(call.fallback, cut)

    async def _insist(self, call: Call, cut: Cut | None) -> Any:
        for wait in (*self._waits, None):
            try:
                return await self._try(call)
            except Retry as refusal:
                if wait is None:
                    raise Postponed(str(refusal)) from refusal
                await _rest(min(max(wait, refusal.wait), self._longest), cut)

    async def _try(self, call: Call) -> Any:
        """Errors: Retry, and the kinds of DeliveryFailed."""
        try:
            answer = await self._http().post(
                call.url,
                json=call.json,
                data=call.form,
                headers=dict(call.headers),
                auth=call.basic or httpx.USE_CLIENT_DEFAULT,
            )
        except httpx.HTTPError as error:
            raise Retry(f"réseau : {type(error).__name__}") from error
        if not answer.is_success:
            raise outcome(answer.status_code, _json(answer), self._codes, _retry_after(answer))
        return _json(answer)

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:  # inside the server's loop, which exists by now
            self._client = httpx.AsyncClient(timeout=TIMEOUT)
        return self._client


async def _rest(seconds: float, cut: Cut | None) -> None:
    """Error: Interrupted."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if cut is not None and await cut():
            raise Interrupted("interrompu")
        await asyncio.sleep(left if cut is None else min(left, LOOK_EVERY))


def _retry_after(answer: httpx.Response) -> float:
    """The seconds of the header; 0 where there is none."""
    header = answer.headers.get("retry-after", "")
    return float(header) if header.isdecimal() else 0.0


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None
