"""How long the same turns take on both sides, and what they leave in the tracker's database."""

from __future__ import annotations

import sqlite3
import statistics
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from bench import people
from bench.rapports import p95
from bench.turn.servers import Served, served
from bench.turn.sides import Side

PASSES = 12


@dataclass(frozen=True)
class Stored:
    """Of one turn, on average: events, and bytes of their data; of each kind, both."""

    events: float
    size: float
    kinds: dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Timed:
    """Milliseconds of each turn at the client, pass by pass; what was stored."""

    passes: list[list[float]]
    stored: Stored

    @property
    def turns(self) -> list[float]:
        return [turn for one in self.passes for turn in one]

    @property
    def median(self) -> float:
        return statistics.median(self.turns)

    @property
    def p95(self) -> float:
        return p95(self.turns)


def time_both(sides: tuple[Side, Side], folder: Path) -> tuple[Timed, ...]:
    """Both serve at once, and the conversations are held on each in turn, so that what disturbs
    the machine disturbs both. Errors: CannotStart, httpx.HTTPError.
    """
    with ExitStack() as stack:
        pairs = [stack.enter_context(served(side, folder)) for side in sides]
        for pair in pairs:
            people.converse(pair.channel)  # warms its servers up
        passes = [[_pass(pair) for pair in pairs] for _ in range(PASSES)]
    return tuple(
        Timed([one[i] for one in passes], stored(pair.store)) for i, pair in enumerate(pairs)
    )


def _pass(pair: Served) -> list[float]:
    return [turn.ms for turn in people.converse(pair.channel)]


def stored(file: Path) -> Stored:
    """Of all turns that this tracker's database holds."""
    query = "SELECT type_name, count(*), sum(length(CAST(data AS BLOB))) FROM events GROUP BY 1"
    with closing(sqlite3.connect(file)) as database:
        rows = {kind: (events, size) for kind, events, size in database.execute(query)}
    turns = rows["user"][0]
    kinds = {kind: (events / turns, size / turns) for kind, (events, size) in rows.items()}
    return Stored(sum(e for e, _ in kinds.values()), sum(s for _, s in kinds.values()), kinds)
