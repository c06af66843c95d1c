"""`make fautes`: parts of the product break while people write; nothing may be lost or doubled.

`--turns N`: messages a scenario (2 000); `--only NAME`: those whose name holds this. It takes an
hour: each row is written as it is measured, in its place in bench/fautes/RAPPORT.md, beside those
that were measured before.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.fautes import deliveries, ledger, rapport
from bench.fautes.ledger import Count
from bench.fautes.people import People
from bench.fautes.run import Run
from bench.fautes.scenarios import BEHIND_A_PROXY, SCENARIOS, Scenario
from bench.fautes.telegram import Telegram
from tests.cluster import Cluster, cluster, until
from tests.parts import PROJECTION, WEB, Missing, console_answers, environment

REPORT = Path(__file__).with_name("RAPPORT.md")
PEOPLE = 20
CATCH_UP = 120.0  # seconds


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
        run = asyncio.run(_people(scenario, served, turns).write(PEOPLE))
    finally:
        stop.set()
        breaking.join()
    seconds = time.monotonic() - begun
    with environment(served.settings):
        return Result(scenario, run, _counted(served, run), times[0], seconds)


def _people(scenario: Scenario, served: Cluster, turns: int) -> People | Telegram:
    """Who writes, where the parts of the scenario are."""
    if served.platform:
        roots = [channel.removesuffix("/web") for channel in served.channels]
        return Telegram(roots, served.platform, turns, scenario.pause)
    if served.door:
        return People([served.door.url], turns, scenario.pause, served.door.trusted())
    return People(served.channels, turns, scenario.pause)


def _counted(served: Cluster, run: Run) -> Count:
    where = served.database, served.settings["VTE_SECRET"], run
    console = PROJECTION in served.beside
    if console:
        _let_it_catch_up(served, run)
    counted = ledger.count(*where, projected=console)
    if served.platform:
        sent = {address: served.platform.textes(address) for address in served.platform.recus}
        counted += deliveries.count(*where, sent)
    return counted


def _let_it_catch_up(served: Cluster, run: Run) -> None:
    """The projection, started again a last time; what is not there two minutes later is lost.

    Error: AssertionError, where the console does not serve.
    """
    for name in (PROJECTION, WEB):
        served.beside[name].again()
    where = served.database, served.settings["VTE_SECRET"], run
    with suppress(AssertionError):
        until(lambda: not ledger.count(*where, projected=True).lost, CATCH_UP)
    until(lambda: console_answers(served.settings))


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.fautes")
    asked.add_argument("--turns", type=int, default=2000)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    results = []
    for scenario in SCENARIOS:
        if given.only in scenario.name:
            results.append(result := play(scenario, given.turns))
            print(line := rapport.line(result), *result.run.malformed, sep="\n  ", flush=True)
            REPORT.write_text(rapport.report(rapport.keep(REPORT, line)), encoding="utf-8")
    return 0 if all(r.right for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())
