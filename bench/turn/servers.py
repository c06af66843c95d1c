"""Both servers of a side, on free ports, with empty databases."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import people
from bench.stock import rasa
from bench.turn.sides import Side
from bot import launcher
from tests.ports import free_port

SPY = Path(__file__).parent / "spy"


@dataclass(frozen=True)
class Served:
    """`channel`: the web channel; `store`: the tracker's SQLite file."""

    side: Side
    channel: str
    store: Path


@contextmanager
def served(side: Side, folder: Path, spied: Path | None = None) -> Iterator[Served]:
    """The servers of a side, stopped at the end; `spied`: the file that the spy writes.

    Error: CannotStart.
    """
    port, store = free_port(), folder / f"{side.name}.sqlite"
    os.environ.update(_settings(folder, side.name, port, store))
    settings = side.environment() | (_spying(side, spied) if spied else {})
    servers = {
        name: _start(side, settings, folder / f"{side.name}.log", command)
        for name, command in _commands(side, port).items()
    }
    try:
        launcher.wait_until_ready(servers)
        yield Served(side, people.url(port), store)
    finally:
        launcher.stop(servers)


def _settings(folder: Path, name: str, port: int, store: Path) -> dict[str, str]:
    return {
        "VTE_PORT_RASA": str(port),
        "VTE_PORT_ACTIONS": str(free_port()),
        "VTE_JETON_ACTIONS": secrets.token_urlsafe(32),
        "VTE_SUIVI": str(store),
        "VTE_DEMANDES_URL": f"sqlite:///{folder / name}-demandes.sqlite",
    }


def _spying(side: Side, out: Path) -> dict[str, str]:
    return {"PYTHONPATH": f"{side.root}{os.pathsep}{SPY}", "BENCH_SPY": str(out)}


def _commands(side: Side, port: int) -> dict[str, list[str]]:
    files = ["--model", str(side.model), "--endpoints", "endpoints.yml"]
    where = ["--interface", "127.0.0.1", "--port", str(port)]
    return {
        "serveur d'actions": [sys.executable, "-m", "actions"],
        "serveur Rasa": [rasa(), "run", *files, "--credentials", "credentials.yml", *where],
    }


def _start(
    side: Side, settings: dict[str, str], log: Path, command: list[str]
) -> subprocess.Popen[bytes]:
    with log.open("ab") as said:
        return subprocess.Popen(
            command, cwd=side.root, env=settings, start_new_session=True, stdout=said, stderr=said
        )
