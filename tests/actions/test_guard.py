"""The action server, however it is started: this machine only, and only who knows the token."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
TOKEN = "un jeton de test, de plus de 32 octets"
PATIENCE = 60  # seconds
WAYS = {
    "ours": ["-m", "actions"],
    "the SDK's": ["-m", "rasa_sdk", "--actions", "actions", "--port", "{port}"],
}


@pytest.fixture(scope="module", params=WAYS.values(), ids=WAYS)
def port(request: pytest.FixtureRequest, base: str) -> Iterator[int]:
    port = free_port()
    settings = {"VTE_PORT_ACTIONS": str(port), "VTE_JETON_ACTIONS": TOKEN, "VTE_BASE_URL": base}
    command = [part.format(port=port) for part in request.param]
    # As on a machine where somebody asked for all addresses.
    environment = {**os.environ, **settings, "SANIC_HOST": "0.0.0.0"}
    server = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment)
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as link:
            if link.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the action server did not start")


def test_it_listens_to_this_machine_only(port: int):
    with socket.socket() as link:  # another address of this machine, as a neighbour would use
        assert link.connect_ex(("127.0.0.2", port)) != 0


@pytest.mark.parametrize("given", [None, "", TOKEN, "Bearer x", f"Bearer {TOKEN[:-1]}", "Bearer é"])
@pytest.mark.parametrize("path", ["/webhook", "/health", "/actions", "/absent"])
def test_whoever_does_not_know_the_token_learns_nothing(port: int, path: str, given: str | None):
    headers = {} if given is None else {"Authorization": given.encode()}
    for method in ("GET", "POST"):
        answer = httpx.request(method, f"http://127.0.0.1:{port}{path}", headers=headers)
        assert answer.status_code == 401 and "action_" not in answer.text


def test_a_request_without_the_token_is_refused_before_its_body_is_read(port: int):
    with socket.create_connection(("127.0.0.1", port), 10) as link:
        link.sendall(b"POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")
        assert b" 401 " in link.recv(65536)


def test_whoever_knows_it_is_served(port: int):
    known = {"Authorization": f"Bearer {TOKEN}"}
    url = f"http://127.0.0.1:{port}"
    assert "action_conduire" in httpx.get(f"{url}/actions", headers=known, timeout=PATIENCE).text
    call = {"next_action": "action_session_start", "tracker": {"sender_id": "a", "slots": {}}}
    answer = httpx.post(f"{url}/webhook", json=call, headers=known, timeout=PATIENCE)
    assert answer.status_code == 200 and answer.json()["events"]
