"""How often one session or one address may call, over a sliding minute."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from bot.channels.shared.errors import TooManyRequests
from vte.reglages import SANS_LIMITE

WINDOW = 60.0  # seconds
# Calls a minute. A person types far less; a school or an office shares one address.
MESSAGES_PER_SESSION, MESSAGES_PER_ADDRESS = 30, 240
SESSIONS_PER_ADDRESS, SEARCHES_PER_ADDRESS = 60, 240
_MAX_KEYS = 20_000


class Limit:
    """At most `most` calls a minute for each key."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._calls: dict[str, deque[float]] = {}

    def count(self, key: str) -> None:
        """Counts one call. Error: TooManyRequests, with the seconds to wait."""
        if SANS_LIMITE.lire():
            return
        now = self._clock()
        if len(self._calls) > _MAX_KEYS:
            self._forget(now)
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= self._most:
            wait = max(1, math.ceil(calls[0] + WINDOW - now))
            raise TooManyRequests(
                f"Vous allez trop vite pour moi : réessayez dans {wait} s.",
                {"Retry-After": str(wait)},
            )
        calls.append(now)

    def _forget(self, now: float) -> None:
        self._calls = {c: a for c, a in self._calls.items() if a and a[-1] > now - WINDOW}
