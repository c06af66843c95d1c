"""Sends to a platform, and again when it is slow or refuses for a while; else says why."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.messengers.common.incoming import number

TIMEOUT = 10.0  # seconds for one call
# Seconds before each new try: a minute in all, which outlasts a platform's hiccup.
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
WAIT_MAX = 60.0  # seconds: the longest Retry-After that is waited for
_CODE_MAX = 1_000_000  # a longer one may be a telephone number
logger = logging.getLogger(__name__)
# It logs every address that it calls, and Telegram's holds the token of the bot.
logging.getLogger("httpx").setLevel(logging.WARNING)


class DeliveryFailed(Exception):
    """The platform did not take the message; the text says why, in codes only.

    What a platform says in words may quote the person's number: it is neither kept nor logged.
    """


class _Refused(DeliveryFailed):
    """Refused for good: the same call would be refused again."""


class _Temporary(Exception):
    """Failed for now; `wait`: seconds that the platform asks to wait."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


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
    """`waits`: seconds before each new try."""

    def __init__(self, waits: tuple[float, ...] = WAITS) -> None:
        self._waits = waits
        self._client: httpx.AsyncClient | None = None

    async def send(self, call: Call) -> Any:
        """What the platform answered, as JSON, or None.

        Error: DeliveryFailed, at once for a refusal, or after the last try.
        """
        try:
            return await self._insist(call)
        except _Refused as refusal:
            if call.fallback is None:
                raise
            logger.warning("Refused for good, said another way: %s", refusal)
            return await self.send(call.fallback)

    async def _insist(self, call: Call) -> Any:
        for wait in (*self._waits, None):
            try:
                return await self._try(call)
            except _Temporary as refusal:
                if wait is None:
                    raise DeliveryFailed(str(refusal)) from refusal
                await asyncio.sleep(min(max(wait, refusal.wait), WAIT_MAX))

    async def _try(self, call: Call) -> Any:
        """Errors: _Temporary, _Refused."""
        try:
            answer = await self._http().post(
                call.url,
                json=call.json,
                data=call.form,
                headers=dict(call.headers),
                auth=call.basic or httpx.USE_CLIENT_DEFAULT,
            )
        except httpx.HTTPError as error:
            raise _Temporary(f"réseau : {type(error).__name__}") from error
        if answer.is_success:
            return _json(answer)
        reason = _reason(answer)
        if answer.status_code == 429 or answer.status_code >= 500:
            raise _Temporary(reason, _asked_wait(answer))
        raise _Refused(reason)

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:  # inside the server's loop, which exists by now
            self._client = httpx.AsyncClient(timeout=TIMEOUT)
        return self._client


def _asked_wait(answer: httpx.Response) -> float:
    """The seconds of Retry-After, or of the body, as Telegram does; 0 where none is asked."""
    header = answer.headers.get("retry-after", "")
    if header.isdecimal():
        return float(header)
    return number(_json(answer), "parameters", "retry_after")


def _reason(answer: httpx.Response) -> str:
    """« HTTP 400, code 21211 »: Twilio's, Meta's or Telegram's code, which their pages explain."""
    body = _json(answer)
    for path in (("code",), ("error", "code"), ("error_code",)):
        if 0 < (code := number(body, *path)) < _CODE_MAX:
            return f"HTTP {answer.status_code}, code {code:.0f}"
    return f"HTTP {answer.status_code}"


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None
