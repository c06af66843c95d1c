"""A simulated day of a public service: who comes when, how long they wait, whom it refuses.

Turns come at random around a rate that changes with the hour; each takes a place of a worker for
as long as measured; who waits too long for one is told to come back, as the workers do.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.channels.shared.patience import PLACE_MAX

DAY, HOUR = 86_400.0, 3600.0  # seconds
PEAK = 10.0  # times the mean of the day
PEAK_AT, PEAK_WIDTH = 10.5 * HOUR, 0.25 * HOUR  # a message to all, in the middle of the morning
# The rest of a working day, hour by hour, relative to its mean: night, morning, noon, afternoon.
SHAPE = (
    *(0.1,) * 6,
    *(0.3, 0.7, 1.6, 2.4, 2.6, 2.2, 1.4, 1.6, 2.2, 2.3, 2.0, 1.5, 1.0, 0.8, 0.6, 0.4, 0.3, 0.2),
)


@dataclass(frozen=True)
class Day:
    """`turns`: that came; `refused`: told to come back; `waits`: seconds for an answer."""

    turns: int
    refused: int
    waits: Sequence[float]

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the answered turns was answered."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def rate(second: float, mean: float) -> float:
    """Turns a second at this moment of the day, whose mean is `mean` but for the peak."""
    usual = SHAPE[int(second // HOUR)] / (sum(SHAPE) / len(SHAPE))
    peak = PEAK * math.exp(-(((second - PEAK_AT) / PEAK_WIDTH) ** 2))
    return mean * max(usual, peak)


def simulate(mean: float, workers: int, services: Sequence[float], seed: int = 1) -> Day:
    """`mean`: turns a second; `services`: measured seconds of one turn that waits for nobody.

    Each worker plays one turn after the other: it has one core.
    """
    chance, waits, refused, came = random.Random(seed), list[float](), 0, 0
    free = [0.0] * workers  # when each is free, the earliest first
    for moment in _arrivals(mean, chance):
        came += 1
        start = max(moment, free[0])
        if start - moment > PLACE_MAX:
            refused += 1
            continue
        end = start + chance.choice(services)
        heapq.heapreplace(free, end)
        waits.append(end - moment)
    return Day(came, refused, waits)


def _arrivals(mean: float, chance: random.Random) -> Iterator[float]:
    """A Poisson process whose rate changes: candidates at its highest, kept by their odds."""
    highest = mean * PEAK
    moment = chance.expovariate(highest)
    while moment < DAY:
        if chance.random() * highest < rate(moment, mean):
            yield moment
        moment += chance.expovariate(highest)
