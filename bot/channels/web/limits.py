"""How often one session or one address may call, over a sliding minute."""

from __future__ import annotations

import math

from bot.channels.shared.errors import TooManyRequests
from bot.channels.web.calls import Calls, counted
from vte.reglages import SANS_LIMITE

# Calls a minute. A person types far less; a school or an office shares one address.
MESSAGES_PER_SESSION, MESSAGES_PER_ADDRESS = 30, 240
SESSIONS_PER_ADDRESS, SEARCHES_PER_ADDRESS = 60, 240
# A page that is loaded asks once; an erasure costs more than it asks.
READINGS_PER_SESSION, READINGS_PER_ADDRESS = 60, 240
ERASURES_PER_ADDRESS = 60
# One each 25 seconds, and one more for each word that comes meanwhile.
UPDATES_PER_SESSION, UPDATES_PER_ADDRESS = 60, 600
# A result is kept again by who closed its address, and read by those to whom it was sent.
RESULTS_PER_SESSION, RESULTS_PER_ADDRESS, PAGES_PER_ADDRESS = 20, 60, 120
FEEDBACK_PER_SESSION, FEEDBACK_PER_ADDRESS = 30, 120


class Limit:
    """At most `most` calls a minute for each key; `name`: which limit, where they are shared."""

    def __init__(self, name: str, most: int, calls: Calls | None = None) -> None:
        self._name, self._most = name, most
        self._calls = calls or counted()

    async def count(self, key: str) -> None:
        """Counts one call. Error: TooManyRequests, with the seconds to wait."""
        if SANS_LIMITE.lire():
            return
        wait = await self._calls.count(f"{self._name}:{key}", self._most)
        if wait > 0:
            seconds = str(max(1, math.ceil(wait)))
            raise TooManyRequests(
                f"Vous allez trop vite pour moi\u00a0: réessayez dans {seconds}\u00a0s.",
                {"Retry-After": seconds},
            )
