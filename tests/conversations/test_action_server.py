"""Actions in a server of their own: away, slow or hung, nothing that was said is lost."""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Iterator

import httpx
import pytest

from bot import launcher
from tests.cluster import until
from tests.ports import free_port
from tests.serveurs import Conversation, Serveurs, demarrer


@pytest.fixture(scope="module")
def remote(base: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveurs]:
    before, port = dict(os.environ), str(free_port())
    started = demarrer(
        tmp_path_factory.mktemp("actions"),
        VTE_AUJOURDHUI="2021-06-15",
        VTE_SANS_LIMITE="1",
        VTE_PORT_ACTIONS=port,
        VTE_ACTIONS_URL=f"http://127.0.0.1:{port}/webhook",
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
