"""People on the web channel, and how long they wait for each answer."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from bench.conversations import CONVERSATIONS


@dataclass(frozen=True)
class Waited:
    """Of one turn: when it was sent and answered (`time.monotonic()`, seconds)."""

    sent: float
    answered: float

    @property
    def ms(self) -> float:
        """Milliseconds."""
        return (self.answered - self.sent) * 1000


def url(port: int | str) -> str:
    """The web channel of a Rasa server of this machine."""
    return f"http://127.0.0.1:{port}/webhooks/web"


def converse(channel: str) -> list[Waited]:
    """The turns of all measured conversations, one after the other."""
    return [turn for conversation in CONVERSATIONS for turn in say(channel, conversation)]


def say(channel: str, texts: Iterable[str], pause: float = 0) -> list[Waited]:
    """The turns of one conversation; `pause`: seconds after each. Error: httpx.HTTPError."""
    turns = []
    with httpx.Client(base_url=channel, timeout=30) as client:
        token = client.post("/sessions").raise_for_status().json()["session"]
        client.headers["Authorization"] = f"Bearer {token}"
        for text in texts:
            turns.append(_wait(client, text))
            time.sleep(pause)
    return turns


def _wait(client: httpx.Client, text: str) -> Waited:
    body = {"message_id": str(uuid.uuid4()), "text": text}
    sent = time.monotonic()
    answer = client.post("/messages", json=body)
    answered = time.monotonic()
    answer.raise_for_status()
    return Waited(sent, answered)
