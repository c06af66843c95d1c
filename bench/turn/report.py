"""bench/turn/RAPPORT.md: what a turn costs, before and after."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.rapports import dire
from bench.turn.clocks import PASSES, Timed
from bench.turn.counts import Turn
from bench.turn.pytests import FOLDER, Started
from bench.turn.sides import REVISION

REPORT = Path(__file__).with_name("RAPPORT.md")
DURATION, EVENTS, START = 0.8, 0.5, 3.0  # ratios to before; seconds
COUNTED = {
    "actions_files": "files entered, action server",
    "actions_switches": "switches between files, action server",
    "rasa_files": "files entered, Rasa process",
    "rasa_switches": "switches between files, Rasa process",
    "readings": "readings of the message",
    "passes": "passes of the reader over it",
    "judgements": "judgements of the dossier",
    "criteria": "passes over the criteria, trials included",
}
NOTES = f"""
- Both sides serve at once, each its own code, base and model; the same conversations
  (bench/conversations.py) are held on one, then on the other, {PASSES} times, after one unmeasured
  pass. Turn: time at the client of `POST /messages`.
- Counted in another run, by a profile function around each request
  (bench/turn/spy/sitecustomize.py). A file is entered when one of its functions is called, of
  `vte/`, `bot/` and `actions/`; a switch is a call of a function from another file. Of the action
  server: all its requests for a message; of the Rasa process: the whole of the web channel's.
- A judgement is a call of `evaluer`, a reading one of `lire`, over both processes.
- Stored: rows of the tracker's table of events, session starts included, and the size of their
  JSON, for each message received.
- Unit tests: wall time of the whole pytest command; start: the few tests of one of its files.
"""


def write(counts: Sequence[list[Turn]], timed: Sequence[Timed], tests: Sequence[Started]) -> str:
    """The report, in Markdown; of each, before and after."""
    parts = [
        _title(timed[0]),
        _asked(timed, tests),
        _spread(timed),
        _counted(counts),
        _kinds(timed),
        [NOTES],
    ]
    return "\n".join(line for part in parts for line in part)


def _title(timed: Timed) -> list[str]:
    return [
        "# What a turn costs, before and after",
        "",
        f"`make bench-turn`, {date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}; {len(timed.turns)} turns a side, in the same run. Before: "
        f"{REVISION},",
        "the last revision before the house was rebuilt around the conversation. Ratios are what "
        "counts: the seconds belong to the machine.",
        "",
    ]


def _asked(timed: Sequence[Timed], tests: Sequence[Started]) -> list[str]:
    medians, slowest = [t.median for t in timed], [t.p95 for t in timed]
    events, sizes = [t.stored.events for t in timed], [t.stored.size for t in timed]
    few, folder = [t.few for t in tests], [t.folder for t in tests]
    return [
        "| measure | before | after | ratio | asked | |",
        "|---|---|---|---|---|---|",
        _row("turn, median", "ms", medians, _at_most(DURATION, _ratio(medians))),
        _row("turn, 95th percentile", "ms", slowest, _at_most(DURATION, _ratio(slowest))),
        _row("events stored a turn", "", events, _at_most(EVENTS, _ratio(events))),
        _row("bytes stored a turn", "", sizes),
        _row("unit tests, first start", "s", [t.first_few for t in tests]),
        _row("unit tests, start", "s", few, _at_most(START, few[1], " s")),
        _row(f"unit tests, the folder {FOLDER}", "s", folder),
        "",
    ]


def _ratio(both: Sequence[float]) -> float:
    return both[1] / both[0]


def _at_most(asked: float, got: float, unit: str = "") -> str:
    return f"≤ {asked:g}{unit} | {dire(got <= asked)}"


def _row(name: str, unit: str, both: Sequence[float], asked: str = " | ") -> str:
    before, after = (f"{value:,.1f} {unit}".strip() for value in both)
    return f"| {name} | {before} | {after} | {_ratio(both):.2f} | {asked} |"


def _spread(timed: Sequence[Timed]) -> list[str]:
    """How far the machine disturbed it."""
    before, after = ([statistics.median(one) for one in t.passes] for t in timed)
    ratios = sorted(b / a for a, b in zip(before, after, strict=True))
    return [
        f"Ratio of the medians, pass by pass: {ratios[0]:.2f} to {ratios[-1]:.2f}, median "
        f"{statistics.median(ratios):.2f}.",
        "",
    ]


def _counted(counts: Sequence[list[Turn]]) -> list[str]:
    return [
        f"| of each of {len(counts[0])} turns | before: median | max | after: median | max |",
        "|---|---|---|---|---|",
        *(f"| {said} | {' | '.join(_both(counts, name))} |" for name, said in COUNTED.items()),
    ]


def _both(counts: Sequence[list[Turn]], name: str) -> list[str]:
    sides = [[getattr(turn, name) for turn in turns] for turns in counts]
    return [f"{value:g}" for side in sides for value in (statistics.median(side), max(side))]


def _kinds(timed: Sequence[Timed]) -> list[str]:
    """Rasa's own names of the events that are stored."""
    kinds = {kind for t in timed for kind in t.stored.kinds}
    return [
        "",
        "| stored a turn | before: events | bytes | after: events | bytes |",
        "|---|---|---|---|---|",
        *(_kind(kind, [t.stored.kinds.get(kind, (0, 0)) for t in timed]) for kind in sorted(kinds)),
    ]


def _kind(name: str, sides: Sequence[tuple[float, float]]) -> str:
    numbers = " | ".join(f"{events:.2f} | {size:,.0f}" for events, size in sides)
    return f"| {name} | {numbers} |"
