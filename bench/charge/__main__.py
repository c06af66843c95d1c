"""`make bench-charge`: turns a second and how long they take, of one worker and of several.

Writes bench/charge/RAPPORT.md. The workers are those of production (tests/cluster.py); who writes
shares the machine with them.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import people
from bench.charge.connections import watched
from bench.charge.crowd import Seen, crowd
from bench.charge.day import DAY, simulate
from bench.rapports import dire
from bot import launcher
from tests.cluster import cluster
from tests.serveurs import demarrer

REPORT = Path(__file__).with_name("RAPPORT.md")
WARM, TURNS = 60, 600
TURNS_OF_ONE = 7  # of a conversation, as those measured have
CROWDS = (1, 10, 50, 200)
FREE = {"VTE_SANS_LIMITE": "1"}
P99_OF_MANY = 6000  # milliseconds for two hundred people's requests to be answered or refused
REMEMBERED = (sys.executable, "-m", "bench.charge.remembered")


@dataclass(frozen=True)
class Served:
    """`asked`: turns a second that ten people are to get; `p95`: milliseconds, then, or None;
    `reads`: whether each sentence is read each time (bench/charge/remembered.py).
    """

    name: str
    workers: int
    asked: float
    p95: float | None = None
    reads: bool = True


SERVED = (
    Served("one worker, SQLite", 0, 30, 400),
    Served("one worker, PostgreSQL", 1, 30),
    Served("two workers, PostgreSQL", 2, 45),
    Served("three workers, PostgreSQL", 3, 45),
    Served("one worker, SQLite, without the reader", 0, 45, reads=False),
    Served("two workers, PostgreSQL, without the reader", 2, 55, reads=False),
)


def measure(served: Served) -> dict[int, tuple[Seen, int | None]]:
    """What each crowd saw, with the connections to PostgreSQL that it took at most."""
    measured = {}
    with _worker(served.reads), _started(served) as (channels, database):
        asyncio.run(crowd(channels, 2 * len(channels), WARM))
        for size in CROWDS:
            with watched(database) as most:
                seen = asyncio.run(crowd(channels, size, max(TURNS, 4 * size)))
            measured[size] = (seen, most.seen)
    return measured


@contextmanager
def _worker(reads: bool) -> Iterator[None]:
    """Which command starts a worker."""
    usual = launcher.RASA
    launcher.RASA = usual if reads else REMEMBERED
    try:
        yield
    finally:
        launcher.RASA = usual


@contextmanager
def _started(served: Served) -> Iterator[tuple[Sequence[str], str | None]]:
    """The workers' channels, and their PostgreSQL."""
    if served.workers:
        with cluster(served.workers, **FREE) as started:
            yield started.channels, started.database
        return
    with tempfile.TemporaryDirectory() as folder:
        alone = demarrer(Path(folder), VTE_AUJOURDHUI="2021-06-15", **FREE)
        try:
            yield [people.url(os.environ["VTE_PORT_RASA"])], None
        finally:
            launcher.stop(alone.processus)


def lines(served: Served, seen: dict[int, tuple[Seen, int | None]]) -> Iterator[str]:
    for size, (what, connections) in seen.items():
        refused = what.statuses.get(503, 0)
        others = sum(n for status, n in what.statuses.items() if status not in (200, 503))
        yield (
            f"| {served.name} | {size} | {what.rate:.0f} | {what.percentile(0.5):.0f} | "
            f"{what.percentile(0.95):.0f} | {what.percentile(0.99):.0f} | "
            f"{what.percentile_of_tries(0.99):.0f} | {refused} | {what.outages + others} | "
            f"{'' if connections is None else connections} | "
            f"{_TOLD.get(size, _nothing)(served, what)} |"
        )


def _nothing(_: Served, __: Seen) -> str:
    return ""


def _of_ten(served: Served, seen: Seen) -> str:
    told = f"≥ {served.asked:.0f}: {dire(seen.rate >= served.asked)}"
    if served.p95 is not None:
        told += f"; p95 ≤ {served.p95:.0f} ms: {dire(seen.percentile(0.95) <= served.p95)}"
    return told


def _of_many(_: Served, seen: Seen) -> str:
    failed = sum(n for status, n in seen.statuses.items() if status not in (200, 503))
    right = not (failed or seen.outages) and seen.percentile_of_tries(0.99) <= P99_OF_MANY
    return f"no error, p99 of a try ≤ {P99_OF_MANY / 1000:.0f} s: {dire(right)}"


_TOLD = {10: _of_ten, 200: _of_many}


def days(services: Sequence[float]) -> Iterator[str]:
    """A simulated day, by how many come and how many workers serve."""
    for million, workers in ((1, 1), (1, 2), (5, 2), (5, 4), (10, 4), (10, 8)):
        mean = million * 1e6 * TURNS_OF_ONE / (30 * DAY)
        day = simulate(mean, workers, services)
        yield (
            f"| {million} | {day.turns} | {workers} | {day.refused} | "
            f"{day.percentile(0.5):.2f} | {day.percentile(0.99):.2f} |"
        )


def report(rows: Sequence[str], simulated: Sequence[str]) -> str:
    table, of_days = "\n".join(rows), "\n".join(simulated)
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# How many people at once

`make bench-charge`, {date.today():%Y-%m-%d}, {where}; who writes shares the machine.

| served by | people | turns/s | p50, ms | p95 | p99 | p99 of a try | 503 | failed | links | asked |
|---|---|---|---|---|---|---|---|---|---|---|
{table}

- People: so many at once, each saying the measured conversations (bench/conversations.py) without
  a pause, to one worker; {TURNS} turns at least. A turn that was refused (503, with Retry-After) is
  sent again with its id, and its time counts from the first try. A try: each request by itself.
- Two hundred people without a pause ask more than is served: by arithmetic (people divided by turns
  a second) their turns wait, some of them in the queue, the others where they came from.
- Without the reader: each sentence is judged once and its judgment kept
  (bench/charge/remembered.py): the difference to the same row above is what the reader of facts
  costs.
- Links: connections to PostgreSQL at most, all workers together.
- Failed: « une panne », or any other status than 200 and 503.

## A simulated day

| million conversations a month | turns of the day | workers | refused | median, s | p99, s |
|---|---|---|---|---|---|
{of_days}

- bench/charge/day.py: a working day whose peak is ten times its mean, {TURNS_OF_ONE} turns a
  conversation, each as long as those that one person alone measured above, on PostgreSQL.
"""


def main() -> None:
    seen = {served: measure(served) for served in SERVED}
    rows = [row for served, crowds in seen.items() for row in lines(served, crowds)]
    alone = seen[SERVED[1]][1][0].waited
    told = report(rows, list(days(alone)))
    REPORT.write_text(told, encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
