"""`make bench-start`: how long a worker takes to be ready, and what it holds, beside `rasa run`.

The same model, files and environment; the one starts `python -m bot.worker run`, the other Rasa's
own command. Writes bench/start/RAPPORT.md.
"""

from __future__ import annotations

import os
import platform
import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.conversations import CONVERSATIONS
from bench.rapports import dire
from bench.stock import rasa
from bot import launcher
from tests.serveurs import Conversation, Serveurs, demarrer

RAPPORT = Path(__file__).with_name("RAPPORT.md")
PASSES = 3  # of each side, in turn
TURNS = 20  # after which the memory is read
SECONDS, MEGABYTES = 10, 900  # asked of a worker, with the reader and the encoder
SIDES = {"stock": (rasa(),), "worker": launcher.RASA}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Start:
    """Seconds until the channel is healthy, by the clock and of CPU; megabytes after TURNS."""

    wall: float
    cpu: float
    rss: float
    pss: float
    peak: float


@dataclass(frozen=True)
class Side:
    starts: list[Start]
    answers: list[Any]  # what the first start said

    def median(self, figure: str) -> float:
        return statistics.median(getattr(start, figure) for start in self.starts)


def start(servers: Serveurs, command: Sequence[str]) -> tuple[Start, list[Any]]:
    """Stops the Rasa server, starts it by this command, talks with it."""
    launcher.stop({"rasa": servers.processus.pop("rasa")})
    launcher.RASA = command  # type: ignore[assignment]
    begun = time.monotonic()
    servers.relancer_rasa()
    wall = time.monotonic() - begun
    pid = servers.processus["rasa"].pid
    cpu = cpu_seconds(pid)
    answers = talk(servers.url)
    held = [megabytes(pid, *of) for of in (("Rss",), ("Pss",), ("VmHWM", "status"))]
    return Start(wall, cpu, *held), answers


def talk(url: str) -> list[Any]:
    """What is answered, and known, in TURNS turns of the measured conversations."""
    said: list[Any] = []
    for texts in CONVERSATIONS:
        person = Conversation(url)
        for text in texts[: TURNS - len(said)]:
            answer = person.dire(text)
            said.append((answer["state"], [_shown(message) for message in answer["messages"]]))
        person.client.close()
    return said


def _shown(message: dict[str, Any]) -> Any:
    return message["text"], message.get("buttons", [])


def cpu_seconds(pid: int) -> float:
    """User and system, of all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def megabytes(pid: int, name: str, file: str = "smaps_rollup") -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/{file}").read_text(), re.M)
    assert found
    return int(found[1]) / 1024


def report(sides: dict[str, Side]) -> str:
    stock, ours = sides["stock"], sides["worker"]
    alike = sum(a == b for a, b in zip(stock.answers, ours.answers, strict=True))
    asked = {"wall": f"≤ {SECONDS} s", "rss": f"≤ {MEGABYTES} MB"}
    reached = {"wall": ours.median("wall") <= SECONDS, "rss": ours.median("rss") <= MEGABYTES}
    rows = [
        f"| {what} | {stock.median(figure):.1f} {unit} | {ours.median(figure):.1f} {unit} | "
        f"{ours.median(figure) / stock.median(figure):.2f} | {asked.get(figure, '')} | "
        f"{dire(reached[figure]) if figure in reached else ''} |"
        for figure, what, unit in (
            ("wall", "ready, by the clock", "s"),
            ("cpu", "ready, of CPU", "s"),
            ("rss", f"RSS after {TURNS} turns", "MB"),
            ("pss", f"PSS after {TURNS} turns", "MB"),
            ("peak", "RSS at its highest", "MB"),
        )
    ]
    each = [
        f"- {name}: " + ", ".join(f"{s.wall:.1f} s ({s.cpu:.1f} of CPU)" for s in side.starts) + "."
        for name, side in sides.items()
    ]
    return "\n".join(
        [
            "# The start of a worker, and what it holds",
            "",
            f"`make bench-start`, {date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}, load of the machine {os.getloadavg()[1]:.1f}.",
            f"Medians of {PASSES} starts of each, in turn, of the same model, with the reader and "
            "the encoder.",
            "",
            "| | `rasa run` | `bot.worker run` | ratio | asked | |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            *each,
            f"- The answers of {alike} of {len(ours.answers)} turns were the same, with their "
            "buttons and the state.",
            "",
        ]
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        servers = demarrer(Path(folder), VTE_AUJOURDHUI="2021-06-15", VTE_SANS_LIMITE="1")
        try:
            taken = [
                (name, start(servers, command))
                for _ in range(PASSES)
                for name, command in SIDES.items()
            ]
        finally:
            launcher.stop(servers.processus)
    sides = {
        name: Side(
            [start for side, (start, _) in taken if side == name],
            next(answers for side, (_, answers) in taken if side == name),
        )
        for name in SIDES
    }
    RAPPORT.write_text(report(sides), encoding="utf-8")
    print(RAPPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
