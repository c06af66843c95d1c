"""Several workers on one PostgreSQL and one Redis, whose parts can be killed, stopped and cut.

Real processes on this machine, as production has them but for the proxy: whoever sends chooses the
worker, so that one person's messages reach several of them.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from bot import launcher
from tests import parts as around
from tests.bases import grappe, outils_de_postgresql
from tests.parts import Door, Missing, Part, Process, environment
from tests.plateformes import FauxTelegram
from tests.ports import free_port

PATIENCE = 60  # seconds for a part to be back
DISK = "96m"  # thrice what a worker wants to be left (bot/server/checks.py)
T = TypeVar("T")


@dataclass
class Cluster:
    """`workers`: their processes by port; `database`: its URL; `beside`: the other parts, by name;
    `door`, `platform`: where they are asked for.
    """

    folder: Path
    settings: dict[str, str]
    database: str
    beside: dict[str, Part] = field(default_factory=dict)
    workers: dict[str, Process] = field(default_factory=dict)
    door: Door | None = None
    platform: FauxTelegram | None = None

    @property
    def channels(self) -> list[str]:
        return [f"http://127.0.0.1:{port}/webhooks/web" for port in self.workers]

    def add(self, port: str | None = None, **more: str) -> str:
        """Starts a worker, and says its port; it is not ready yet."""
        port = port or str(free_port())
        settings = {**self.settings, **more, "VTE_PORT_RASA": port}
        with environment(settings):
            self.workers[port] = (
                _assistant() if "VTE_MODELES" in settings else launcher.start_rasa()
            )
        return port

    def ready(self, *ports: str) -> None:
        """Once these workers (all by default) serve. Error: CannotStart."""
        for port in ports or tuple(self.workers):
            with environment({"VTE_PORT_RASA": port}):
                launcher.wait_until_ready({f"worker {port}": self.workers[port]})

    def kill(self, port: str) -> None:
        """Its whole group, as `kill -9` does."""
        os.killpg(self.workers[port].pid, signal.SIGKILL)
        self.workers[port].wait()

    def again(self, port: str) -> None:
        """Starts it where it was, and waits until it serves."""
        self.add(port)
        self.ready(port)

    def tell(self, port: str, what: signal.Signals) -> None:
        os.killpg(self.workers[port].pid, what)

    def cut(self) -> int:
        """Ends every connection to PostgreSQL but this one; how many they were."""
        engine = sa.create_engine(self.database, isolation_level="AUTOCOMMIT")
        ends = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        others = " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        with engine.connect() as link:
            many = int(link.exec_driver_sql(ends + others).scalar() or 0)
        engine.dispose()
        return many

    def postgres_pids(self) -> list[int]:
        """The server's own process, and those of its connections."""
        pid = int((self.folder / "pg" / "donnees" / "postmaster.pid").read_text().split()[0])
        found = subprocess.run(
            ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
        )
        return [pid, *map(int, found.stdout.split())]

    def signal_postgres(self, what: signal.Signals) -> None:
        for pid in self.postgres_pids():
            with suppress(ProcessLookupError):
                os.kill(pid, what)

    def restart_postgres(self) -> None:
        """Without any warning to those who use it, on the same port."""
        tools = outils_de_postgresql()
        assert tools is not None
        data, port = self.folder / "pg" / "donnees", sa.engine.make_url(self.database).port
        as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        command = [str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "-o", options]
        log = str(self.folder / "pg" / "journal")
        subprocess.run(
            [*as_whom, *command, "-l", log, "restart"],
            cwd=self.folder / "pg",
            check=True,
            capture_output=True,
        )

    def full(self) -> Path:
        """Fills the small disk; the file whose removal frees it."""
        stuffing = self.folder / "disk" / "stuffing"
        with stuffing.open("wb", buffering=0) as out, suppress(OSError):
            while True:
                out.write(bytes(4096))
        return stuffing

    def remount(self, how: str) -> None:
        """The small disk, "ro" (no worker may be running) or "rw"."""
        disk = str(self.folder / "disk")
        subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True, capture_output=True)


@contextmanager
def cluster(workers: int, *parts: str, **settings: str) -> Iterator[Cluster]:
    """`workers` of them, which serve, on PostgreSQL; `parts` among: "redis"; "actions", a server of
    their own; "disk": SQLite on a small disk; "late": the second worker's clock is 5 s behind;
    "nginx" before them; "console", with its projection; "telegram", a platform.

    Errors: Missing, CannotStart.
    """
    with tempfile.TemporaryDirectory() as name, ExitStack() as ending:
        folder = Path(name)
        folder.chmod(0o755)
        url = ending.enter_context(_disk(folder) if "disk" in parts else _postgres(folder))
        settings = {
            "VTE_SECRET": "un secret de test, de plus de 32 octets",
            "VTE_AUJOURDHUI": "2021-06-15",
            "VTE_SUIVI": url,
            "VTE_DEMANDES_URL": url,
            **settings,
        }
        made = Cluster(folder, settings, url)
        ending.callback(_stop, made)
        if "redis" in parts:
            made.beside["redis"] = around.redis(folder, made.settings)
        if "actions" in parts:
            made.beside["actions"] = around.actions(made.settings)
        if "telegram" in parts:
            made.platform = around.telegram(made.settings)
        ending.callback(lambda: launcher.stop(made.workers))
        for place in range(workers):
            late = "late" in parts and place == 1
            if late:  # libfaketime breaks a sleep that ends late, as where another one migrates
                made.ready()
            made.add(**(_late() if late else {}))
        made.ready()
        if "nginx" in parts:
            made.door = around.door(folder, list(made.workers))
            made.beside["nginx"] = made.door.part
        if "console" in parts:
            made.beside |= around.console(made.settings)
            until(lambda: around.console_answers(made.settings))
        yield made


def _stop(made: Cluster) -> None:
    for part in made.beside.values():
        part.kill()
    if made.platform:
        made.platform.fermer()


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    tools = outils_de_postgresql()
    if tools is None:
        raise Missing("PostgreSQL")
    (folder / "pg").mkdir()
    yield from grappe(tools, folder / "pg")


@contextmanager
def _disk(folder: Path) -> Iterator[str]:
    """Error: Missing, where this machine mounts no disk for us."""
    (disk := folder / "disk").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        raise Missing("a small disk (mount)")
    try:
        yield f"sqlite:///{disk / 'suivi.sqlite'}"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _assistant() -> Process:
    """A worker of what is published, as containers and systemd start it."""
    command = [sys.executable, "-m", "bot.launcher", "assistant"]
    return subprocess.Popen(command, cwd=launcher.ROOT, start_new_session=True)


def _late() -> dict[str, str]:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not found:
        raise Missing("faketime")
    return {"LD_PRELOAD": str(found[0]), "FAKETIME": "-5s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Its result, in a thread and a loop of its own: the browser's may be running in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, coroutine).result()


def until(true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Error: AssertionError, where it never becomes true."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.1)
