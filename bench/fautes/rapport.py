"""The report of what broke, and of what it cost."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench.fautes.scenarios import SCENARIOS
from bench.rapports import dire

if TYPE_CHECKING:
    from bench.fautes.__main__ import Result

HEAD = (
    "| what breaks | workers | times | messages | lost | doubled | out of order | forgotten "
    "| two answers | malformed | never answered | delivered twice | sent again | seconds | |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def line(result: Result) -> str:
    """A row of the table."""
    run, count = result.run, result.count
    if result.missing:
        return (
            f"| {result.scenario.what} | not run: {result.missing} is not installed |" + " |" * 13
        )
    again = ", ".join(f"{many} × {what}" for what, many in sorted(run.refused.items())) or "0"
    cells = (
        result.scenario.what,
        result.scenario.workers,
        result.times,
        run.turns,
        count.lost,
        count.doubled,
        count.disordered,
        count.forgotten,
        run.unlike,
        len(run.malformed),
        run.unanswered,
        count.again if "telegram" in result.scenario.parts else "-",
        again,
        f"{result.seconds:.0f}",
        dire(result.right),
    )
    return f"| {' | '.join(map(str, cells))} |"


def keep(report: Path, row: str) -> list[str]:
    """The rows of the report, in the order of the scenarios, this one in its place."""
    told = report.read_text(encoding="utf-8") if report.exists() else ""
    kept = {_what(line): line for line in told.splitlines() if line.startswith("| ")}
    kept[_what(row)] = row
    return [kept[scenario.what] for scenario in SCENARIOS if scenario.what in kept]


def _what(row: str) -> str:
    """What breaks, of a row."""
    return row.split(" | ", 1)[0].removeprefix("| ")


def report(lines: Sequence[str]) -> str:
    """Of these rows."""
    rows = "\n".join(lines)
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# What breaks, and what it costs

`make fautes`, {date.today():%Y-%m-%d}, {where}; rows that were measured apart, under the same code,
stand beside each other.
Asked: nothing lost, nothing doubled, in order, every answer in the contract's shape, back without a
hand.

{HEAD}
{rows}

- Real processes: workers on one PostgreSQL (and Redis, where it breaks); twenty people write at
  once, two fifths of the times several messages in one breath, which reach several workers at the
  same moment; a fifth of the messages go to two workers at once; a message that is not answered is
  sent again with its id, as the widget does. Times: that it broke while they wrote.
- Lost, doubled, out of order: of the messages, in the tracker's events and in the journal, which
  are read afterwards in the database; messages of one breath may be in any order, the same in both.
  Where the console breaks, in its tables too, once its projection has caught up. Forgotten:
  conversations in which an answer lacked something that was said up to then. Two answers: to one
  message, that differ.
- Sent again: the times that a message was, by what came first: 503, with Retry-After; 0, nothing
  (the worker was dead); « panne », the sentence that says so.
- nginx stands before the workers as deploy/nginx renders it, and chooses among them; it is started
  again two seconds after it is killed, as systemd does, and so is the action server.
- Telegram: signed webhooks to any worker, a fifth of them brought a second time, a person's
  messages without waiting for the answers, on a platform of the tests that enforces the real
  limits. Lost, doubled and out of order count there, too, the parts of the answers that the
  platform took, against those that the journal keeps. Delivered twice: parts that it took from a
  worker that was killed before it had noted it, and once more from the next one: sending is at
  least once (docs/decisions/0011). Times, of a failing platform: the calls that failed. Never
  answered: what still waits two minutes after the last answer, or was given up.
"""
