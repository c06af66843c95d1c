"""Whether this worker can play a turn now: each thing that it needs, looked at for real.

A look never runs in the event's loop, takes LIMIT seconds at most, and holds for KEPT: whoever asks
every few milliseconds costs nothing. What hangs is asked again only once it has answered, so that
a database that is away holds one thread and no more.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from bot.observability import metrics

LIMIT, KEPT = 1.0, 1.0  # seconds
OK, LATE = "ok", "ne répond pas"
Check = Callable[[], str]  # OK, or what is wrong, in French; what it raises is wrong too
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ready:
    """`checks`: by name, OK or what is wrong."""

    checks: Mapping[str, str]

    @property
    def ready(self) -> bool:
        return all(told == OK for told in self.checks.values())


class Readiness:
    """`checks`: by name, in the order in which they are told."""

    def __init__(self, checks: Mapping[str, Check], limit: float = LIMIT, kept: float = KEPT):
        self._checks, self._limit, self._kept = dict(checks), limit, kept
        self._threads = ThreadPoolExecutor(len(self._checks), thread_name_prefix="readiness")
        self._running: dict[str, Future[str]] = {}
        self._lock = threading.Lock()
        self._last, self._until = Ready({}), 0.0

    def look(self) -> Ready:
        """Waits LIMIT at most: to be called in a thread."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._last = self._look()
                self._until = time.monotonic() + self._kept
            return self._last

    @property
    def last(self) -> Ready:
        """What was seen last, at once; nothing is wrong before the first look."""
        return self._last

    def close(self) -> None:
        """Waits for nothing."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _look(self) -> Ready:
        for name, check in self._checks.items():
            if name not in self._running:
                self._running[name] = self._threads.submit(check)
        wait(self._running.values(), self._limit)
        told = {name: self._told(name) for name in self._checks}
        for name, what in told.items():
            metrics.READY.labels(name).set(what == OK)
        return Ready(told)

    def _told(self, name: str) -> str:
        if not self._running[name].done():
            return LATE
        done = self._running.pop(name)
        error = done.exception()
        if error is None:
            return done.result()
        logger.warning("Not ready: %s.", type(error).__name__, extra={"check": name})
        return f"en panne ({type(error).__name__})"
