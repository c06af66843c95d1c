"""`make bench-security`: what 100 000 generated requests, then a soak, do to the whole product.

The servers are `make run`'s own, the console and its projection too; limits are off, so that each
request is served. Writes bench/security/RAPPORT.md.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.security.rapport import Findings, write
from bot import launcher
from tests.assault import Assault, honest_visit, resident
from tests.ports import free_port
from tests.serveurs import demarrer

BATCH = 5_000  # requests, then somebody comes
JSON_SHARE = 0.1  # of them, bodies in JSON: most of these are turns, a hundred times as long
SOAKERS = 2  # who attack while others come
PAUSE = 1.0  # seconds between two honest visitors of the soak
SERVERS = dict[str, "subprocess.Popen[bytes]"]


@dataclass(frozen=True)
class Product:
    url: str
    servers: SERVERS

    def memory(self) -> dict[str, int]:
        return {name: resident(server.pid) for name, server in self.servers.items()}

    def ended(self) -> list[str]:
        return [name for name, server in self.servers.items() if server.poll() is not None]


@contextmanager
def served() -> Iterator[Product]:
    """All processes of `make run`, on free ports, with databases of their own."""
    with tempfile.TemporaryDirectory() as folder:
        console = {
            "VTE_CONSOLE_URL": f"sqlite:///{folder}/console.sqlite",
            "VTE_PORT_CONSOLE": str(free_port()),
        }
        today = {"VTE_AUJOURDHUI": "2021-06-15", "VTE_SANS_LIMITE": "1"}
        started = demarrer(Path(folder), **today, **console)
        servers = started.processus
        try:
            # Without the launcher's supervision: one that ends is to be told, not started again.
            servers |= {name: start() for name, start in launcher.console_starts().items()}
            yield Product(started.url, servers)
        finally:
            launcher.stop(servers)


def generated(product: Product, how_many: int, findings: Findings) -> None:
    """In batches, each with a seed of its own."""
    for batch in range(max(1, how_many // BATCH)):
        size = min(BATCH, how_many)
        _batch(Assault(product.url, findings.statuses), size, batch, findings)
        findings.memory.append(product.memory())
        findings.waits.append(honest_visit(product.url))
        print(f"{(batch + 1) * size} requests, {findings.memory[-1]} MiB", flush=True)


def _batch(assault: Assault, size: int, seeded: int, findings: Findings) -> None:
    in_json = int(size * JSON_SHARE)
    for kind, how_many in ((assault.http, size - in_json), (assault.json, in_json)):
        try:
            kind(how_many, seeded)
        except Exception as failure:  # told in the report; the others go on
            findings.failures.append(str(failure)[:300])


def soak(product: Product, minutes: float, findings: Findings) -> None:
    """Visitors who come one after the other, while others attack."""
    end = time.monotonic() + minutes * 60
    attackers = [
        threading.Thread(target=_attack, args=(product, end, place, findings), daemon=True)
        for place in range(SOAKERS)
    ]
    for attacker in attackers:
        attacker.start()
    while time.monotonic() < end:
        findings.soak_waits.append(honest_visit(product.url))
        findings.memory.append(product.memory())
        time.sleep(PAUSE)
    for attacker in attackers:
        attacker.join()


def _attack(product: Product, end: float, place: int, findings: Findings) -> None:
    statuses: Counter[int] = Counter()
    seeded = 1_000_000 * (place + 1)
    while time.monotonic() < end:
        _batch(Assault(product.url, statuses), 200, seeded, findings)
        seeded += 1
    findings.statuses.update(statuses)


def principal() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--requests", type=int, default=100_000)
    asked.add_argument("--minutes", type=float, default=20.0, help="of the soak")
    options = asked.parse_args()
    findings = Findings(options.minutes)
    os.environ["OMP_NUM_THREADS"] = "1"
    with served() as product:
        honest_visit(product.url)  # what is loaded once is loaded
        generated(product, options.requests, findings)
        soak(product, options.minutes, findings)
        findings.ended = product.ended()
    print(write(findings))


if __name__ == "__main__":
    principal()
