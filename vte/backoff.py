"""How long to wait before trying again what failed: longer each time, and never too long."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Backoff:
    """`first` and `longest`: seconds; each wait is twice the one before."""

    first: float = 1.0
    longest: float = 60.0
    _next: float = field(init=False, default=0.0)

    def next(self) -> float:
        """The seconds to wait after one more failure in a row."""
        wait = self._next or self.first
        self._next = min(2 * wait, self.longest)
        return wait

    def reset(self) -> None:
        """It went well: the next failure is a first one again."""
        self._next = 0.0
