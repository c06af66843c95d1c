"""`make fautes`: parts of the product break while people write; nothing may be lost or doubled.

`--turns N`: messages a scenario (2 000); `--only NAME`. Writes bench/fautes/RAPPORT.md if all ran.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench.fautes import ledger, rapport
from bench.fautes.ledger import Count
from bench.fautes.people import People, Run
from bench.fautes.scenarios import BEHIND_A_PROXY, SCENARIOS, Scenario
from tests.cluster import Cluster, Missing, cluster

REPORT = Path(__file__).with_name("RAPPORT.md")
PEOPLE = 20


@dataclass(frozen=True)
class Result:
    """`times`: how often it broke; `seconds`: that it took; `missing`: why it did not run."""

    scenario: Scenario
    run: Run
    count: Count
    times: int = 0
    seconds: float = 0.0
    missing: str = ""

    @property
    def right(self) -> bool:
        run = self.run
        return self.count.right and not (run.malformed or run.unlike or run.unanswered)


def play(scenario: Scenario, turns: int) -> Result:
    try:
        with cluster(scenario.workers, *scenario.parts, **BEHIND_A_PROXY) as served:
            return _play(scenario, served, turns)
    except Missing as missing:
        return Result(scenario, Run(), Count(), missing=str(missing))


def _play(scenario: Scenario, served: Cluster, turns: int) -> Result:
    stop, times = threading.Event(), [0]

    def break_it() -> None:
        times[0] = scenario.fault(served, stop)

    breaking = threading.Thread(target=break_it)
    begun = time.monotonic()
    breaking.start()
    try:
        run = asyncio.run(People(served.channels, turns).write(PEOPLE))
    finally:
        stop.set()
        breaking.join()
    seconds = time.monotonic() - begun
    counted = ledger.count(served.database, served.settings["VTE_SECRET"], run)
    return Result(scenario, run, counted, times[0], seconds)


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.fautes")
    asked.add_argument("--turns", type=int, default=2000)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    results = []
    for scenario in SCENARIOS:
        if given.only in scenario.name:
            results.append(play(scenario, given.turns))
            print(rapport.line(results[-1]), flush=True)
    if not given.only:
        REPORT.write_text(rapport.report(results, given.turns), encoding="utf-8")
    return 0 if all(r.right for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())
