"""Ready or not: what is looked at is looked at for real, in its time, and costs nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from bot.server import checks
from bot.server.checks import OK
from bot.server.readiness import LATE, Check, Readiness

Make = Callable[..., Readiness]


@pytest.fixture
def readiness() -> Iterator[Make]:
    made: list[Readiness] = []

    def make(limit: float = 5.0, kept: float = 0.0, **named: Check) -> Readiness:
        made.append(Readiness(named, limit, kept))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_it_is_ready_where_every_check_holds(readiness: Make):
    seen = readiness(base=lambda: OK, disque=lambda: OK).look()
    assert seen.ready and dict(seen.checks) == {"base": OK, "disque": OK}


def test_one_check_that_does_not_hold_is_named_and_the_others_still_told(readiness: Make):
    seen = readiness(
        base=lambda: str(1 / 0), disque=lambda: "disque plein", autre=lambda: OK
    ).look()
    assert not seen.ready
    assert dict(seen.checks) == {
        "base": "en panne (ZeroDivisionError)",
        "disque": "disque plein",
        "autre": OK,
    }


def test_what_hangs_is_late_and_asked_again_only_once_it_has_answered(readiness: Make):
    free, calls = threading.Event(), []

    def hangs() -> str:
        calls.append(1)
        free.wait(30)
        return OK

    asked = readiness(limit=0.05, base=hangs)
    assert [dict(asked.look().checks)["base"] for _ in range(3)] == [LATE] * 3
    assert len(calls) == 1
    free.set()
    deadline = time.monotonic() + 10
    while not asked.look().ready and time.monotonic() < deadline:
        pass
    assert asked.look().ready


def test_a_look_holds_for_a_while(readiness: Make):
    calls: list[int] = []

    def counted() -> str:
        calls.append(1)
        return OK

    asked = readiness(kept=60.0, base=counted)
    assert all(asked.look().ready for _ in range(50))
    assert len(calls) == 1


def test_a_database_answers(url_vide: str):
    with sa.create_engine(url_vide, future=True).begin() as link:
        link.exec_driver_sql("CREATE TABLE events (id INTEGER)")
    assert checks.answers(checks.probing_engine(url_vide), "events") == OK


def test_an_empty_database_is_one_that_was_lost(url_vide: str):
    sa.create_engine(url_vide).connect().close()  # SQLite's file is there
    with pytest.raises(sa.exc.DBAPIError):
        checks.answers(checks.probing_engine(url_vide), "events")


def test_a_database_that_is_not_there_does_not_answer_and_none_is_made(tmp_path: Path):
    gone = tmp_path / "absente ?.sqlite"
    with pytest.raises(sa.exc.OperationalError):
        checks.answers(checks.probing_engine(f"sqlite:///{gone}"), "events")
    assert not gone.exists()


def test_a_postgresql_that_is_down_does_not_answer():
    with pytest.raises(sa.exc.OperationalError):
        checks.answers(checks.probing_engine("postgresql://vte@127.0.0.1:1/postgres"), "events")


def test_a_folder_takes_what_is_written_and_keeps_none_of_it(tmp_path: Path):
    assert checks.writable([tmp_path]) == OK
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_nothing_is_an_error():
    with pytest.raises(OSError):
        checks.writable([Path("/proc/self")], least=0)


def test_a_disk_with_too_little_left_is_full(tmp_path: Path):
    assert checks.writable([tmp_path], least=2**80) == "disque plein"


def test_only_sqlite_writes_here(tmp_path: Path):
    urls = [
        f"sqlite:///{tmp_path / 'suivi.sqlite'}",
        f"sqlite:///{tmp_path / 'demandes.sqlite'}",
        "postgresql://vte@base/vte",
        "sqlite://",
    ]
    assert checks.folders_of(urls) == [tmp_path]


class _ActionServer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.headers["Authorization"] == "Bearer jeton" and self.path == "/health"
        self.send_response(200 if known else 401)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Not on the screen of the tests."""


@pytest.fixture
def action_server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _ActionServer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/webhook"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_action_server_answers_to_who_shows_its_token(action_server: str):
    shown = {"Authorization": "Bearer jeton"}
    assert checks.remote_actions(action_server, shown) == OK
    assert checks.remote_actions(action_server, {}) == "répond 401"


def test_an_action_server_that_takes_the_connection_and_says_nothing_hangs(
    monkeypatch: pytest.MonkeyPatch,
):
    """It listens, as one whose loop is stuck: nobody accepts, the kernel does."""
    import socket

    monkeypatch.setattr(checks, "LIMIT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as stuck:
        url = f"http://127.0.0.1:{stuck.getsockname()[1]}/webhook"
        with pytest.raises(httpx.TimeoutException):
            checks.remote_actions(url, {})
