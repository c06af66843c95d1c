"""What stands beside the workers; each part is started the same way again once it is killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot import launcher
from tests.deploy.door import SITE, certificates, render, trusting
from tests.plateformes import JETON, FauxTelegram
from tests.ports import free_port

Process = subprocess.Popen[bytes]
WEB, PROJECTION = "serveur de la console", "projecteur de la console"


class Missing(Exception):
    """A program that is not installed here; the message names it."""


@dataclass
class Part:
    """A process that leads a group of its own; `start`: as whoever keeps it alive starts it; `port`
    on which it serves, where it does.
    """

    start: Callable[[], Process]
    port: int | None = None
    process: Process = field(init=False)

    def __post_init__(self) -> None:
        self.process = self.start()

    def tell(self, what: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, what)

    def serves(self) -> bool:
        with socket.socket() as link:
            return self.port is None or link.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """It and all that it started, as `kill -9` does."""
        self.tell(signal.SIGKILL)
        self.process.wait()

    def again(self) -> None:
        """Killed where it still lives, then started where it was."""
        self.kill()
        self.process = self.start()


def redis(folder: Path, settings: dict[str, str]) -> Part:
    """Its URL is added to the settings. Error: Missing."""
    program, port = _program("redis-server", "Redis"), free_port()
    settings["VTE_REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    return Part(lambda: _silent([program, *options]), port)


def actions(settings: dict[str, str]) -> Part:
    """An action server of its own; its address is added to the settings."""
    port = free_port()
    settings |= {
        "VTE_PORT_ACTIONS": str(port),
        "VTE_ACTIONS_URL": f"http://127.0.0.1:{port}/webhook",
    }
    return Part(lambda: _with(settings, launcher.start_actions), port)


def console(settings: dict[str, str]) -> dict[str, Part]:
    """Its web server, and what projects the conversations into its tables, as production starts
    them; the tables lie in the tracker's database.
    """
    settings |= {"VTE_CONSOLE_URL": settings["VTE_SUIVI"], "VTE_PORT_CONSOLE": str(free_port())}
    return {
        name: Part(lambda start=start: _with(settings, start))  # type: ignore[misc]
        for name, start in launcher.console_starts().items()
    }


def console_answers(settings: dict[str, str]) -> bool:
    url = f"http://127.0.0.1:{settings['VTE_PORT_CONSOLE']}/sante/"
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@dataclass
class Door:
    """nginx before the workers. `url` of the web channel, which `trusted` certificates name."""

    part: Part
    url: str
    certificates: Path

    def workers(self) -> list[int]:
        """The processes that serve; the one that starts them is `part`'s."""
        command = ["pgrep", "-P", str(self.part.process.pid)]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        return list(map(int, found.stdout.split()))

    def trusted(self) -> ssl.SSLContext:
        return trusting(self.certificates)


def door(folder: Path, workers: list[str]) -> Door:
    """As deploy/nginx renders it, before these ports. Error: Missing."""
    program = _program("nginx", "nginx")
    _program("envsubst", "gettext")
    _program("openssl", "openssl")
    (place := folder / "nginx").mkdir()
    https = free_port()
    file = render(
        place,
        OUVRIERS=" ".join(f"127.0.0.1:{port}" for port in workers),
        CONSOLE=f"127.0.0.1:{free_port()}",
        CERTIFICATS=str(certificates(place / "certificats")),
        PORT_HTTP=f"127.0.0.1:{free_port()}",
        PORT_HTTPS=f"127.0.0.1:{https}",
    )
    part = Part(lambda: _silent([program, "-c", str(file), "-g", "daemon off;"]), https)
    return Door(part, f"https://{SITE}:{https}/webhooks/web", place / "certificats")


def telegram(settings: dict[str, str]) -> FauxTelegram:
    """A platform on this machine; the settings open the channel onto it."""
    platform = FauxTelegram(free_port())
    settings |= {
        "VTE_RAFALE": "0",  # each message has its answer, and is counted
        "VTE_MESSAGES_PAR_PERSONNE": "1000",
        "VTE_TELEGRAM_JETON": JETON,
        "VTE_TELEGRAM_SECRET": "secret-du-webhook",
        "VTE_TELEGRAM_API": platform.url,
    }
    return platform


def _program(name: str, who: str) -> str:
    """Error: Missing."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        raise Missing(who)
    return found


def _silent(command: list[str]) -> Process:
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)


def _with(settings: dict[str, str], start: Callable[[], Process]) -> Process:
    with environment(settings):
        return start()


@contextmanager
def environment(settings: dict[str, str]) -> Iterator[None]:
    """This process's, while another one is started."""
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
