"""Held databases and queued messages, on the real servers: nothing hangs, nothing is kept."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bases import contenu
from tests.serveurs import Conversation, Serveurs

WORD = "zanzibaritude"


@contextmanager
def held(path: str) -> Iterator[None]:
    """The lock of a long write."""
    link = sqlite3.connect(path, isolation_level=None)
    link.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        link.rollback()
        link.close()


def test_a_turn_on_a_locked_database_is_503_within_ten_seconds_and_others_are_served(
    serveurs: Serveurs, nouvelle: Callable[[], Conversation]
):
    alice, answers = nouvelle(), []
    alice.dire("bonjour")
    message = {"message_id": str(uuid.uuid4()), "text": "on est 45 à Oyonnax"}

    def send() -> None:
        start = time.monotonic()
        answers.append((alice.client.post("/messages", json=message), time.monotonic() - start))

    with held(os.environ["VTE_SUIVI"]):
        sending = threading.Thread(target=send)
        sending.start()
        while sending.is_alive():
            start = time.monotonic()
            assert httpx.get(f"{serveurs.url}/health", timeout=5).status_code == 200
            assert time.monotonic() - start < 2
            time.sleep(0.2)
        sending.join()
    (answer, seconds), *_ = answers
    assert answer.status_code == 503 and seconds < 10
    assert answer.json()["error"]["code"] == "pas_pret" and answer.headers["Retry-After"]
    again = alice.client.post("/messages", json=message).json()
    assert again["state"]["dossier"]["effectif"] == 45


def test_a_message_queued_behind_an_erasure_is_not_written_after_it(
    serveurs: Serveurs, nouvelle: Callable[[], Conversation]
):
    """Many at once, while the conversation is erased: what comes after is refused."""
    alice, statuses = nouvelle(), []
    alice.dire("bonjour")
    headers = dict(alice.client.headers)

    def send(n: int) -> None:
        body = {"message_id": f"m{n}", "text": f"le mot {WORD}{n}"}
        answer = httpx.post(f"{serveurs.url}/messages", json=body, headers=headers, timeout=30)
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(6)]
    for thread in threads[:3]:
        thread.start()
    erasing = threading.Thread(target=lambda: alice.client.delete("/sessions/current"))
    erasing.start()
    for thread in threads[3:]:
        thread.start()
    for thread in (erasing, *threads):
        thread.join()
    assert set(statuses) <= {200, 401, 503} and 401 in statuses
    path = os.environ["VTE_SUIVI"]
    assert Path(path).exists() and WORD.encode() not in contenu(f"sqlite:///{path}")


def test_erasing_again_is_no_error_and_ends_what_had_failed(
    nouvelle: Callable[[], Conversation],
):
    alice = nouvelle()
    alice.dire("bonjour")
    assert [alice.client.delete("/sessions/current").status_code for _ in range(2)] == [204, 204]
    assert alice.client.get("/history").status_code == 401
