"""The calls of the last minute, by key: in this process, or in Redis for several of them.

`limits`, the usual library, wants a later `packaging` than Rasa takes.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

from vte.pseudonymes import pseudonyme
from vte.reglages import REDIS_URL

WINDOW = 60.0  # seconds
_SWEEP = 10.0  # seconds between two sweeps of the keys that nobody used
_TIMEOUT = 0.5  # seconds for an answer of Redis: a turn does not wait for a limit
logger = logging.getLogger(__name__)


class Calls(Protocol):
    async def count(self, key: str, most: int) -> float:
        """Counts one call, of `most` a minute; the seconds to wait, 0 where it may be made."""


class InMemory:
    """`clock`: seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._swept = clock, clock()
        self._calls: dict[str, deque[float]] = {}

    async def count(self, key: str, most: int) -> float:
        now = self._clock()
        if now > self._swept + _SWEEP:
            self._sweep(now)
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= most:
            return calls[0] + WINDOW - now
        calls.append(now)
        return 0.0

    def _sweep(self, now: float) -> None:
        self._swept = now
        self._calls = {key: c for key, c in self._calls.items() if c and c[-1] > now - WINDOW}


class InRedis:
    """A sorted set of moments for each key, under its pseudonym: no address is kept there.

    Where Redis does not answer, each process counts by itself.
    """

    def __init__(self, redis: Redis[Any], clock: Callable[[], float] = time.time) -> None:
        self._redis, self._clock, self._alone = redis, clock, InMemory()

    async def count(self, key: str, most: int) -> float:
        try:
            return await self._count(f"vte:limite:{pseudonyme('limite', key)}", most)
        except (RedisError, OSError) as error:
            logger.warning("Redis does not answer, calls are counted here: %s", error)
            return await self._alone.count(key, most)

    async def _count(self, name: str, most: int) -> float:
        now, call = self._clock(), uuid.uuid4().hex
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.zremrangebyscore(name, 0, now - WINDOW)
            pipe.zadd(name, {call: now})
            pipe.zcard(name)
            pipe.zrange(name, 0, 0, withscores=True)
            pipe.expire(name, int(WINDOW) + 1)
            _, _, how_many, oldest, _ = await pipe.execute()
        if how_many <= most:
            return 0.0
        await self._redis.zrem(name, call)
        return float(oldest[0][1]) + WINDOW - now


@lru_cache(maxsize=1)
def _redis(url: str) -> Redis[Any]:
    return Redis.from_url(url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)


def counted() -> Calls:
    """Where VTE_REDIS_URL says, or in this process."""
    url = REDIS_URL.lire()
    return InRedis(_redis(url)) if url else InMemory()
