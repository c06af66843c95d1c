"""`make run`: trains if needed, then starts all servers, and stops them all.

They are the Rasa server, in which the actions run, and the console with its projection. One that
ends is started again (supervision.py); the assistant neither waits nor stops for the console.
`python -m bot.launcher preparer` does the first half alone; `python -m bot.launcher assistant` is
the Rasa server alone, as containers and systemd start it: nothing is trained there.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from bot import model
from bot.environment import RASA, ROOT, CannotStart, environment
from bot.supervision import Start, Supervisor, end_with
from vte import publication
from vte.erreurs import ErreurVTE
from vte.reglages import ADRESSE, LECTEUR, PORT_CONSOLE, PORT_RASA, check_at_start
from vte.reglages_equipe import COURRIEL_SERVEUR, WEBHOOK

PATIENCE = 180  # seconds for the servers to answer
GRACE = 10  # seconds for a server to end by itself
Servers = dict[str, "subprocess.Popen[bytes]"]
Starts = dict[str, Start]


def check_ports() -> None:
    """Error: CannotStart, when something already listens."""
    for setting, who in (
        (PORT_RASA, "serveur Rasa"),
        (PORT_CONSOLE, "console"),
    ):
        with socket.socket() as connection:
            connection.settimeout(1)
            if connection.connect_ex(("127.0.0.1", setting.lire())) == 0:
                raise CannotStart(
                    f"Le port {setting.lire()} ({who}) est déjà pris : "
                    f"libérez-le, ou changez {setting.nom}."
                )


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        start_new_session=True,
        preexec_fn=end_with(os.getpid()),
    )


def start_actions() -> subprocess.Popen[bytes]:
    """An action server of its own (VTE_ACTIONS_URL), which nothing needs by default."""
    return _start([sys.executable, "-m", "actions"])


def start_rasa(
    served: Path = model.MODEL,
    endpoints: Path = ROOT / "endpoints.yml",
    channels: Path = ROOT / "credentials.yml",
) -> subprocess.Popen[bytes]:
    """The Rasa server of a trained model, with these files of Rasa's."""
    return _start(command_of_rasa(served, endpoints, channels))


def command_of_rasa(
    served: Path = model.MODEL,
    endpoints: Path = ROOT / "endpoints.yml",
    channels: Path = ROOT / "credentials.yml",
) -> list[str]:
    files = ["--model", str(served), "--endpoints", str(endpoints), "--credentials", str(channels)]
    where = ["--interface", ADRESSE.lire(), "--port", PORT_RASA.brut()]
    return [*RASA, "run", *files, *where]


def console_starts() -> Starts:
    """The console, which first brings its tables up to date; and what projects the conversations
    into it as they come, and erases what is too old. Where the settings name somebody to tell,
    what tells them.
    """
    starts = {
        "serveur de la console": lambda: _start(manage("servir")),
        "projecteur de la console": lambda: _start(manage("projeter", "--suivre")),
    }
    if COURRIEL_SERVEUR.lire() or WEBHOOK.lire():
        starts["messager de la console"] = lambda: _start(manage("prevenir", "--suivre"))
    return starts


def manage(*arguments: str) -> list[str]:
    """A command of the console."""
    return [sys.executable, str(ROOT / "console" / "manage.py"), *arguments]


def wait_until_ready(servers: Servers, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Until the channel says it is ready. Error: CannotStart."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        meanwhile()
        for name, server in servers.items():
            if server.poll() is not None:
                raise CannotStart(
                    f"Le {name} s'est arrêté au démarrage : voyez les lignes ci-dessus."
                )
        if is_healthy():
            return
        time.sleep(0.25)
    raise CannotStart(f"Les serveurs ne répondent pas après {PATIENCE} s.")


def is_healthy() -> bool:
    try:
        with urllib.request.urlopen(f"{_web()}health", timeout=2) as response:
            return bool(json.load(response).get("status") == "ok")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _web() -> str:
    return f"http://127.0.0.1:{PORT_RASA.lire()}/webhooks/web/"


def stop(servers: Servers) -> None:
    for server in servers.values():
        if server.poll() is None:
            server.terminate()
    for server in servers.values():
        try:
            server.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def serve() -> None:
    """Starts the servers and keeps them alive until Ctrl-C.

    Error: CannotStart, where the assistant never became ready.
    """
    check_ports()
    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, signal.default_int_handler)
    assistant = Supervisor({"serveur Rasa": start_rasa})
    console = Supervisor(console_starts())
    try:
        assistant.start()
        console.start()
        wait_until_ready(assistant.processes, console.look)
        _welcome()
        while True:
            assistant.look()
            console.look()
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nArrêt.", flush=True)
    finally:
        stop(assistant.processes | console.processes)


def assist() -> NoReturn:
    """This process becomes the Rasa server of what is published, or was trained here.

    Errors: PublicationAbsente, ModeleAltere.
    """
    published = publication.served()
    command = command_of_rasa(published.model)
    os.chdir(ROOT)
    os.execve(command[0], command, environment() | {LECTEUR.nom: str(published.reader)})


def _welcome() -> None:
    print(f"\nL'assistant est prêt : {_web()}")
    print(
        f"La console de l'équipe : http://127.0.0.1:{PORT_CONSOLE.lire()}/ (un compte : "
        ".venv/bin/python console/manage.py compte NOM --groupe administrateur)"
    )
    print("Ctrl-C pour arrêter.\n", flush=True)


def main(arguments: list[str]) -> int:
    try:
        check_at_start()
        if arguments == ["assistant"]:
            assist()
        model.prepare()
        if arguments != ["preparer"]:
            serve()
    except ErreurVTE as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
