"""Actions in a server of their own: away, slow or hung, nothing that was said is lost."""

from __future__ import annotations

import json
import os
import signal
import threading
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from bot import launcher
from tests.cluster import until
from tests.ports import free_port
from tests.serveurs import Conversation, Serveurs, demarrer


class Way(ThreadingHTTPServer):
    """The way to the action server; `cut`: the actions that do not get through."""

    def __init__(self, to: str) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.to, self.cut = to, set[str]()
        self.url = f"http://127.0.0.1:{self.server_port}/webhook"
        threading.Thread(target=self.serve_forever, daemon=True).start()


_OF_THE_CALL = {"host", "content-length", "connection", "accept-encoding"}


class _Call(BaseHTTPRequestHandler):
    server: Way

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if json.loads(body)["next_action"] in self.server.cut:
            return self._answer(502, b"")
        self._pass_on("POST", body)

    def do_GET(self) -> None:
        self._pass_on("GET", b"")

    def _pass_on(self, method: str, body: bytes) -> None:
        to = urljoin(self.server.to, self.path)
        headers = {n: v for n, v in self.headers.items() if n.lower() not in _OF_THE_CALL}
        try:
            there = httpx.request(method, to, content=body, headers=headers, timeout=20)
        except httpx.HTTPError:
            return self._answer(502, b"")
        self._answer(there.status_code, there.content)

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent: the tests say what they see."""


@pytest.fixture(scope="module")
def way() -> Iterator[Way]:
    opened = Way(f"http://127.0.0.1:{free_port()}/webhook")
    yield opened
    opened.shutdown()
    opened.server_close()


@pytest.fixture(scope="module")
def remote(base: str, way: Way, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveurs]:
    before, port = dict(os.environ), str(urlsplit(way.to).port)
    started = demarrer(
        tmp_path_factory.mktemp("actions"),
        VTE_AUJOURDHUI="2021-06-15",
        VTE_SANS_LIMITE="1",
        VTE_PORT_ACTIONS=port,
        VTE_ACTIONS_URL=way.url,
    )
    yield started
    launcher.stop(started.processus)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def alice(remote: Serveurs) -> Iterator[Conversation]:
    conversation = Conversation(remote.url)
    yield conversation
    conversation.client.close()


def test_where_it_is_away_one_sentence_is_read_and_the_same_message_is_played_later(
    remote: Serveurs, alice: Conversation
):
    alice.dire("on est 45 à Oyonnax")
    body = {"message_id": str(uuid.uuid4()), "text": "un CDD de 18 mois"}
    remote.arreter_les_actions()
    try:
        outage = alice.client.post("/messages", json=body).json()
        (said,) = outage["messages"]
        assert "Rien n'est perdu" in said["text"] and said["custom"] == {"retry": True}
        assert outage["state"]["dossier"]["effectif"] == 45
        until(lambda: httpx.get(f"{remote.url}/health").status_code == 503)
    finally:
        remote.relancer_les_actions()
    again = alice.client.post("/messages", json=body).json()
    assert again["state"]["dossier"]["contrat"] == "cdd"
    said = [
        m["text"] for m in alice.client.get("/history").json()["messages"] if m["from"] == "user"
    ]
    assert said == ["on est 45 à Oyonnax", "un CDD de 18 mois"]


def test_one_that_hangs_is_given_up_within_ten_seconds_and_the_others_are_served(
    remote: Serveurs, alice: Conversation
):
    alice.dire("on est 45 à Oyonnax")
    process = remote.processus["actions"]
    os.killpg(process.pid, signal.SIGSTOP)
    body = {"message_id": str(uuid.uuid4()), "text": "un CDD de 18 mois"}
    try:
        hung = alice.client.post("/messages", json=body, timeout=10)
        assert hung.status_code in (200, 503)
        assert alice.client.get("/history").status_code == 200
    finally:
        os.killpg(process.pid, signal.SIGCONT)
    again = alice.client.post("/messages", json=body).json()
    assert again["state"]["dossier"]["contrat"] == "cdd"


def test_a_conversation_whose_beginning_failed_begins_again_with_the_same_message(
    way: Way, alice: Conversation
):
    """The rest of that turn would have gone through: kept, it would end every later one."""
    body = {"message_id": str(uuid.uuid4()), "text": "on est 45 à Oyonnax"}
    way.cut.add("action_session_start")
    try:
        (said,) = alice.client.post("/messages", json=body).json()["messages"]
        assert said["custom"] == {"retry": True}
    finally:
        way.cut.clear()
    assert alice.client.post("/messages", json=body).json()["state"]["dossier"]["effectif"] == 45
    assert alice.dire("un CDD de 18 mois")["state"]["dossier"]["contrat"] == "cdd"
