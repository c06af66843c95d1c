"""A process that ends is started again, later each time, and none takes another one down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import launcher, model
from bot.supervision import STEADY, Supervisor
from tests.ports import free_port
from vte.backoff import Backoff


def lasts() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sleep", "60"])


def ends() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["false"])


@pytest.fixture
def supervised() -> Iterator[Callable[..., Supervisor]]:
    """Starts processes by these names; ends them with the test."""
    all_of_them: list[Supervisor] = []

    def start(**kept: object) -> Supervisor:
        supervisor = Supervisor(**kept)
        all_of_them.append(supervisor)
        supervisor.start()
        return supervisor

    yield start
    for supervisor in all_of_them:
        launcher.stop(supervisor.processes)


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_a_process_that_is_killed_is_started_again_and_the_other_is_left_alone(
    supervised: Callable[..., Supervisor], capsys: pytest.CaptureFixture[str]
):
    quick = lambda: Backoff(0.05, 0.2)  # noqa: E731
    supervisor = supervised(starts={"projecteur": lasts, "serveur": lasts}, backoff=quick)
    before = dict(supervisor.processes)
    os.kill(before["projecteur"].pid, signal.SIGKILL)
    before["projecteur"].wait()

    def again() -> bool:
        supervisor.look()
        return "projecteur" in supervisor.processes

    supervisor.look()
    assert "projecteur" not in supervisor.processes
    until(again)
    assert supervisor.processes["projecteur"].pid != before["projecteur"].pid
    assert supervisor.processes["serveur"] is before["serveur"]
    said = capsys.readouterr().err
    assert "Le projecteur s'est arrêté (code -9)\u00a0: il repart dans 0.05\u00a0s." in said


def delays_of(supervisor: Supervisor, clock: list[float], seconds: int) -> list[float]:
    """When the process was seen to be there, looking every half second of this clock."""
    seen = []
    for _ in range(seconds * 2):
        if process := supervisor.processes.get("un"):
            process.wait()
            seen.append(clock[0])
        supervisor.look()
        clock[0] += 0.5
    return [b - a for a, b in zip(seen, seen[1:], strict=False)]


def test_the_delays_grow_to_a_minute_and_no_further(supervised: Callable[..., Supervisor]):
    clock = [0.0]
    supervisor = supervised(starts={"un": ends}, clock=lambda: clock[0])
    waits = delays_of(supervisor, clock, 300)
    for wait, expected in zip(waits[:8], (1, 2, 4, 8, 16, 32, 60, 60), strict=True):
        assert expected <= wait <= expected + 1  # a look is half a second after another


def test_one_that_lived_long_is_started_again_at_once(supervised: Callable[..., Supervisor]):
    clock = [0.0]
    supervisor = supervised(starts={"un": ends}, clock=lambda: clock[0])
    delays_of(supervisor, clock, 100)
    until(lambda: supervisor.look() or supervisor.processes or clock.__setitem__(0, clock[0] + 1))
    supervisor.processes["un"].wait()
    clock[0] += STEADY
    supervisor.look()
    clock[0] += 1.0
    supervisor.look()
    assert "un" in supervisor.processes


def test_one_that_cannot_even_be_started_takes_nobody_down(
    supervised: Callable[..., Supervisor], capsys: pytest.CaptureFixture[str]
):
    clock, tries = [0.0], iter([ends, None, lasts])

    def start() -> subprocess.Popen[bytes]:
        made = next(tries)
        if made is None:
            raise BlockingIOError("no process left")
        return made()

    supervisor = supervised(starts={"un": start}, clock=lambda: clock[0])
    supervisor.processes["un"].wait()
    for _ in range(4):
        supervisor.look()
        clock[0] += 5
    assert supervisor.processes["un"].poll() is None
    assert "BlockingIOError" in capsys.readouterr().err


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Servers that are scripts, an assistant that is healthy after a while, and Ctrl-C later.

    `healthy`: whether it ever is: a script may take longer to end than the while.
    """

    def prepare(rasa: str, console: str, looks: int, healthy: bool = True) -> None:
        for setting in ("VTE_PORT_RASA", "VTE_PORT_CONSOLE"):
            monkeypatch.setenv(setting, str(free_port()))
        run = lambda script: lambda: subprocess.Popen([sys.executable, "-c", script])  # noqa: E731
        monkeypatch.setattr(model, "prepare", lambda: None)
        monkeypatch.setattr(launcher, "start_rasa", run(rasa))
        monkeypatch.setattr(launcher, "console_starts", lambda: {"projecteur": run(console)})
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        before = iter([False] * 4)
        monkeypatch.setattr(launcher, "is_healthy", lambda: next(before, healthy))
        turns = iter(range(looks))

        def sleep(seconds: float) -> None:
            if next(turns, None) is None:
                raise KeyboardInterrupt
            time.sleep(0.1)

        clock = SimpleNamespace(sleep=sleep, monotonic=time.monotonic)
        monkeypatch.setattr(launcher, "time", clock)

    return prepare


LASTS, ENDS = "import time; time.sleep(60)", "raise SystemExit(3)"


def test_the_assistant_starts_and_goes_on_while_the_console_cannot(
    pretend: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    pretend(LASTS, ENDS, looks=30)
    assert launcher.main([]) == 0
    said = capsys.readouterr()
    assert "L'assistant est prêt" in said.out and "Le projecteur s'est arrêté (code 3)" in said.err


def test_an_assistant_that_never_starts_is_told_at_once(
    pretend: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    pretend(ENDS, LASTS, looks=600, healthy=False)
    assert launcher.main([]) == 1
    assert "Le serveur Rasa s'est arrêté au démarrage" in capsys.readouterr().err


def test_a_child_is_asked_to_end_when_who_started_it_is_killed():
    """A launcher killed (-9) leaves nobody on the ports."""
    program = (
        "import os, subprocess, sys, time\n"
        "from bot.supervision import end_with\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
        " preexec_fn=end_with(os.getpid()))\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    launcher_ = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=launcher.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with launcher_:
        assert launcher_.stdout is not None
        child = int(launcher_.stdout.readline())
        launcher_.kill()
    limit = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and time.monotonic() < limit:
        if "Z" in Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]:
            break  # ended, and waiting for somebody to hear of it
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{child}").exists()


def test_who_tells_the_team_is_started_where_the_settings_name_somebody(
    monkeypatch: pytest.MonkeyPatch,
):
    assert len(launcher.console_starts()) == 2
    for name, value in (
        ("VTE_COURRIEL_SERVEUR", "smtp.exemple.fr"),
        ("VTE_WEBHOOK_ADRESSE", "https://exemple.fr/"),
    ):
        monkeypatch.setenv(name, value)
        assert "messager de la console" in launcher.console_starts()
        monkeypatch.delenv(name)
