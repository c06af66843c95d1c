"""Sends generated requests to the served product, and looks at what it did to it."""

from __future__ import annotations

import itertools
import json
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests import brut, hostile

TURNS_OF_A_SESSION = 25
BUSY = 5  # times that a busy machine may ask to come back later: an erasure waits for its turn
PATIENCE = 20.0  # seconds after which the server is said to hang


@dataclass
class Assault:
    """`url`: of the web channel; `statuses`: how often each was answered, 0 for none."""

    url: str
    statuses: Counter[int] = field(default_factory=Counter)

    def http(self, how_many: int, seeded: int = 0) -> None:
        """Bytes on sockets. Error: AssertionError, with the smallest request that does it."""
        with httpx.Client(base_url=self.url, timeout=PATIENCE) as client:
            calls = itertools.count()

            def send(sent: hostile.Sent) -> None:
                if next(calls) % TURNS_OF_A_SESSION == 0:
                    open_session(client)
                token = client.headers["Authorization"].removeprefix("Bearer ").encode()
                raw = sent.raw.replace(hostile.SESSION.encode(), token)
                self._send(hostile.Sent(raw, sent.ends))

            _generated(hostile.http(), how_many, seeded, send)

    def json(self, how_many: int, seeded: int = 0) -> None:
        """Bodies of messages, in sessions that are open. Error: AssertionError."""
        with httpx.Client(base_url=self.url, timeout=PATIENCE) as client:
            calls = itertools.count()

            def say(body: bytes) -> None:
                if next(calls) % TURNS_OF_A_SESSION == 0:
                    open_session(client)
                self._say(client, body)

            _generated(hostile.bodies(), how_many, seeded, say)

    def _send(self, sent: hostile.Sent) -> None:
        answered = brut.envoyer(self.url, sent.raw, sent.ends, PATIENCE)
        self.statuses[answered.statut] += 1
        later = answered.statut == 503 and "retry-after" in answered.entetes
        assert answered.statut < 500 or later, (sent, answered)
        assert self.statuses[503] <= BUSY, "it does nothing but ask to come back"
        assert answered.statut or sent.ends, "a whole request, and no answer"
        assert b"Traceback" not in answered.corps

    def _say(self, client: httpx.Client, body: bytes) -> None:
        answered = client.post("/messages", content=body)
        self.statuses[answered.status_code] += 1
        if answered.status_code == 200:
            heard = answered.json()
            assert not any("retry" in m["custom"] for m in heard["messages"]), body
            if any("effacer" in m["custom"] for m in heard["messages"]):
                open_session(client)
        else:
            assert answered.status_code in (400, 413, 422), (body, answered.text)
            assert answered.json()["error"]["message"]


def open_session(client: httpx.Client) -> None:
    token = client.post("/sessions").raise_for_status().json()["session"]
    client.headers["Authorization"] = f"Bearer {token}"


def _generated(strategy: Any, how_many: int, seeded: int, do: Callable[[Any], None]) -> None:
    """Smaller ones are looked for where one fails; nothing is kept from run to run."""

    @seed(seeded)
    @settings(
        max_examples=how_many,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(generated: Any) -> None:
        do(generated)

    each()


def honest_visit(url: str) -> float:
    """Seconds until somebody who just comes is answered. Error: AssertionError."""
    start = time.monotonic()
    with httpx.Client(base_url=url, timeout=PATIENCE) as client:
        open_session(client)
        body = {"message_id": str(uuid.uuid4()), "text": "on est 45 à Oyonnax"}
        answered = client.post("/messages", json=body).raise_for_status().json()
    assert answered["state"]["dossier"]["effectif"] == 45, json.dumps(answered)
    return time.monotonic() - start


def resident(pid: int) -> int:
    """MiB of memory that a process of this machine holds (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    kib = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kib.split()[1]) // 1024
