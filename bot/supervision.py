"""Processes that are kept alive: one that ends is started again, later each time, and it is said.

None of them takes another one down; all of them end with the one that started them, however it
ends: what is left of a killed launcher would hold the ports.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vte.backoff import Backoff

PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>
_LIBC = ctypes.CDLL(None)
STEADY = 60.0  # seconds alive after which an end is a first one again
Process = subprocess.Popen[bytes]
Start = Callable[[], Process]


@dataclass
class _Kept:
    """`since`: when it was last started; `due`: when it is to be started again, while it is not."""

    start: Start
    backoff: Backoff
    process: Process | None = None
    since: float = 0.0
    due: float = 0.0


@dataclass
class Supervisor:
    """`starts`: how each process is started, by the name that people read.

    `clock`: seconds; `backoff`: makes the delays of one process.
    """

    starts: Mapping[str, Start]
    clock: Callable[[], float] = time.monotonic
    backoff: Callable[[], Backoff] = Backoff
    _kept: dict[str, _Kept] = field(init=False)

    def __post_init__(self) -> None:
        self._kept = {name: _Kept(start, self.backoff()) for name, start in self.starts.items()}

    @property
    def processes(self) -> dict[str, Process]:
        """Those that were started and not yet seen to have ended."""
        return {name: k.process for name, k in self._kept.items() if k.process is not None}

    def start(self) -> None:
        """Starts them all. Error: OSError, where one cannot even be started."""
        for kept in self._kept.values():
            kept.process, kept.since = kept.start(), self.clock()

    def look(self) -> None:
        """To be called again and again: notices who ended, and starts again whose time has come."""
        for name, kept in self._kept.items():
            if kept.process is None:
                self._start_again(name, kept)
            elif (code := kept.process.poll()) is not None:
                self._note_end(name, kept, f"code {code}")

    def _note_end(self, name: str, kept: _Kept, why: str) -> None:
        if self.clock() - kept.since >= STEADY:
            kept.backoff.reset()
        delay = kept.backoff.next()
        kept.process, kept.due = None, self.clock() + delay
        _say(f"Le {name} s'est arrêté ({why})\u00a0: il repart dans {delay:g}\u00a0s.")

    def _start_again(self, name: str, kept: _Kept) -> None:
        if self.clock() < kept.due:
            return
        kept.since = self.clock()
        try:
            kept.process = kept.start()
        except OSError as error:  # no memory, no process left: that passes too
            self._note_end(name, kept, type(error).__name__)


def end_with(parent: int) -> Callable[[], None]:
    """What a child does first, so that Linux asks it to end (SIGTERM) when `parent` does."""

    def ask() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # which ended meanwhile
            os.kill(os.getpid(), signal.SIGTERM)

    return ask


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
