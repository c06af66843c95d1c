"""What was found, as bench/security/RAPPORT.md tells it."""

from __future__ import annotations

import os
import platform
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.rapports import dire, p95

RAPPORT = Path(__file__).with_name("RAPPORT.md")
WAIT_MAX = 1.0  # seconds until the next honest visitor is answered
GROWTH_MAX = 0.1  # of a process's memory, from the middle of the run to its end


@dataclass
class Findings:
    """`waits`, `soak_waits`: seconds of honest visitors; `memory`: MiB of each process, in time."""

    minutes: float
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    soak_waits: list[float] = field(default_factory=list)
    memory: list[dict[str, int]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def growth(memory: list[dict[str, int]], name: str) -> float:
    """By how much a process grew in the second half of the run, as a share."""
    middle, last = memory[len(memory) // 2][name], memory[-1][name]
    return last / middle - 1


def write(found: Findings) -> str:
    """The report, which is also kept in its file."""
    told = "\n".join(_lines(found)) + "\n"
    RAPPORT.write_text(told, encoding="utf-8")
    return told


def _lines(found: Findings) -> list[str]:
    worst = max([*found.waits, *found.soak_waits])
    broken = sum(n for status, n in found.statuses.items() if status >= 500)
    return [
        "# What generated requests do to the product",
        "",
        f"`make bench-security`, {date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}. All processes of `make run` and who attacks them",
        f"share the machine. {found.statuses.total()} requests, {found.minutes:g} minutes of them "
        "beside visitors who come one after the other; a tenth are bodies in JSON, the rest bytes",
        "on sockets (tests/hostile.py).",
        "",
        "| | found | asked | |",
        "|---|---|---|---|",
        f"| answers 5xx | {broken} | 0 | {dire(broken == 0)} |",
        f"| requests that failed otherwise, or hung | {len(found.failures)} | 0 | "
        f"{dire(not found.failures)} |",
        f"| processes that ended | {', '.join(found.ended) or 'none'} | none | "
        f"{dire(not found.ended)} |",
        f"| the next honest visitor is answered, at worst | {worst:.2f} s | ≤ {WAIT_MAX:g} s | "
        f"{dire(worst <= WAIT_MAX)} |",
        *(_memory(found.memory, name) for name in found.memory[0]),
        "",
        _waits(found.soak_waits),
        "",
        "Answers: " + ", ".join(f"{n} × {s or 'none'}" for s, n in found.statuses.most_common()),
        *(["", "```", *found.failures[:20], "```"] if found.failures else []),
    ]


def _memory(memory: list[dict[str, int]], name: str) -> str:
    grown = growth(memory, name)
    return (
        f"| {name}: memory at the end | {memory[-1][name]} MiB, {grown:+.0%} in the second half | "
        f"≤ {GROWTH_MAX:+.0%} | {dire(grown <= GROWTH_MAX)} |"
    )


def _waits(waits: list[float]) -> str:
    if len(waits) < 2:
        return "No soak."
    return (
        f"Visitors of the soak: {len(waits)}, answered after {p95(waits):.2f} s at the 95th "
        f"percentile, two calls each."
    )
