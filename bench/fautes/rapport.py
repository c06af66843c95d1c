"""The report of what broke, and of what it cost."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bench.rapports import dire

if TYPE_CHECKING:
    from bench.fautes.__main__ import Result

HEAD = (
    "| what breaks | workers | times | messages | lost | doubled | out of order | forgotten "
    "| two answers | malformed | never answered | sent again | seconds | |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def line(result: Result) -> str:
    """A row of the table."""
    run, count = result.run, result.count
    if result.missing:
        return (
            f"| {result.scenario.what} | not run: {result.missing} is not installed |" + " |" * 12
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
        again,
        f"{result.seconds:.0f}",
        dire(result.right),
    )
    return f"| {' | '.join(map(str, cells))} |"


def report(results: Sequence[Result], turns: int) -> str:
    rows = "\n".join(line(result) for result in results)
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# What breaks, and what it costs

`make fautes`, {date.today():%Y-%m-%d}, {where}; {turns} messages a row.
Asked: nothing lost, nothing doubled, in order, every answer in the contract's shape, back without a
hand.

{HEAD}
{rows}

- Real processes: workers on one PostgreSQL (and Redis, where it breaks); twenty people write at
  once, each message to any worker, a fifth of them to two workers at the same moment; a message
  that is not answered is sent again with its id, as the widget does.
- Lost, doubled, out of order: of the messages, in the tracker's events and in the journal, which
  are read afterwards in the database. Forgotten: conversations in which a later answer knew less of
  the dossier than an earlier one. Two answers: to one message, that differ.
- Sent again: the times that a message was, by what came first: 503, with Retry-After; 0, nothing
  (the worker was dead); « panne », the sentence that says so.
"""
