"""`make bench-turn`: what a turn costs, before the house was rebuilt and after, in one run."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from bench.turn import report
from bench.turn.clocks import time_both
from bench.turn.counts import count
from bench.turn.pytests import time_tests
from bench.turn.sides import both
from vte.erreurs import ErreurVTE


def main() -> int:
    os.environ.update(VTE_AUJOURDHUI="2021-06-15", VTE_SANS_LIMITE="1")
    try:
        report.REPORT.write_text(measure(), encoding="utf-8")
    except ErreurVTE as error:
        print(error, file=sys.stderr)
        return 1
    print(report.REPORT.read_text(encoding="utf-8"))
    return 0


def measure() -> str:
    """The report. Errors: CannotStart, httpx.HTTPError."""
    with both() as sides, tempfile.TemporaryDirectory() as temporary:
        timings, counting = Path(temporary) / "timed", Path(temporary) / "counted"
        timings.mkdir()
        counting.mkdir()
        print("both: conversations, timed…", flush=True)
        timed = time_both(sides, timings)
        print("both: conversations, counted…", flush=True)
        counts = [count(side, counting) for side in sides]
        print("both: unit tests…", flush=True)
        return report.write(counts, timed, [time_tests(side) for side in sides])


if __name__ == "__main__":
    raise SystemExit(main())
