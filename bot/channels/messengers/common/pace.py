"""How fast messengers are answered: what comes faster waits, and nothing of it is lost.

A limit for each person, so that one does not take the place of others; one for each platform; and a
share of the turns that a worker plays at once, so that a crowd on the messengers makes no visitor
of the web wait.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable

from vte.reglages import SANS_LIMITE
from vte.reglages_messageries import PAR_MESSAGERIE, PAR_PERSONNE

MINUTE = 60.0  # seconds
AT_ONCE = 2  # turns of all messengers together, of the eight of a worker (shared/patience.py)
PEOPLE_MAX = 10_000  # of whom it is remembered when they were answered

TURNS = asyncio.Semaphore(AT_ONCE)  # of this worker, for all its messengers


class Pace:
    """Of one platform, in one worker. `clock`: seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all: deque[float] = deque()
        self._of: dict[str, deque[float]] = {}
        self._told: set[str] = set()

    def wait(self, person: str) -> float:
        """Seconds for which this person's next answer waits."""
        if SANS_LIMITE.lire():
            return 0.0
        now = self._clock()
        return max(
            _wait(self._of.get(person, deque()), PAR_PERSONNE.lire(), now),
            _wait(self._all, PAR_MESSAGERIE.lire(), now),
        )

    def often(self, person: str) -> bool:
        """Whether it is what this person wrote that makes them wait, not that of everybody."""
        return _wait(self._of.get(person, deque()), PAR_PERSONNE.lire(), self._clock()) > 0

    def count(self, person: str) -> None:
        """This person is answered now."""
        if SANS_LIMITE.lire():
            return  # nothing would ever be forgotten of what nobody asks
        now = self._clock()
        if len(self._of) >= PEOPLE_MAX:
            self._of = {
                who: times for who, times in self._of.items() if _last(times) > now - MINUTE
            }
        for times in (self._all, self._of.setdefault(person, deque())):
            times.append(now)

    def tell(self, person: str) -> bool:
        """Whether this person is to be told that they wait: once, until they wait no more."""
        new = person not in self._told
        self._told.add(person)
        return new

    def rest(self, person: str) -> None:
        """Nothing of this person waits any more."""
        self._told.discard(person)


def _last(times: deque[float]) -> float:
    """Long ago, of who came back after a minute: `_wait` has emptied what was known of them."""
    return times[-1] if times else -math.inf


def _wait(times: deque[float], most: int, now: float) -> float:
    """Until less than `most` of these are of the last minute; the others are forgotten."""
    while times and times[0] <= now - MINUTE:
        times.popleft()
    return times[-most] + MINUTE - now if len(times) >= most else 0.0
