"""People who go on writing whatever breaks, and who know afterwards what must have been kept.

Each sends one message after another, to any worker, and the same one again (its id) as long as it
is not answered, as the widget does. Some messages are sent twice at once, to two workers.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

SAYS = ("nous sommes {n} personnes", "en fait on est {n}", "{n} salariés", "je note {n} personnes")
OF_A_SESSION = 20  # messages: fewer than one session may send in a minute
TWICE = 0.2  # share of the messages that are sent to two workers at once
ANSWER_SECONDS, GIVE_UP_SECONDS = 15.0, 120.0
WAIT = 0.2  # seconds before the same message is sent again


@dataclass
class Session:
    """`said`: the texts, in order, with their ids; `states`: what was answered of the dossier."""

    token: str
    address: str
    said: list[tuple[str, str]] = field(default_factory=list)
    states: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Run:
    """What came of it. `malformed`: answers out of the contract's shape; `unlike`: two answers to
    one message that differ; `refused`: how often one had to be sent again, by status.
    """

    sessions: list[Session] = field(default_factory=list)
    turns: int = 0
    malformed: list[str] = field(default_factory=list)
    unlike: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    unanswered: int = 0


@dataclass
class People:
    """`channels`: the workers', looked at before each message: they come and go; `pause`: seconds
    that each person takes after an answer.
    """

    channels: Sequence[str]
    turns: int
    pause: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(23))
    run: Run = field(default_factory=Run)
    _count: Iterator[int] = field(default_factory=itertools.count)

    async def write(self, how_many: int) -> Run:
        """All of them, at once, until `turns` messages are answered."""
        connector = aiohttp.TCPConnector(limit=0, force_close=False)
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as client:
            await asyncio.gather(*(self._person(client, n) for n in range(how_many)))
        return self.run

    async def _person(self, client: aiohttp.ClientSession, number: int) -> None:
        for visit in itertools.count():
            session = await self._open(client, f"10.{number}.{visit // 250}.{visit % 250 + 1}")
            if session is None:
                self.run.unanswered += 1
                return
            self.run.sessions.append(session)
            for _ in range(OF_A_SESSION):
                n = next(self._count)
                if n >= self.turns:
                    return
                await self._say(client, session, self.chance.choice(SAYS).format(n=10 + n % 200))
                await asyncio.sleep(self.pause)

    async def _open(self, client: aiohttp.ClientSession, address: str) -> Session | None:
        """None where nobody opens one for GIVE_UP_SECONDS."""
        limit = asyncio.get_running_loop().time() + GIVE_UP_SECONDS
        while asyncio.get_running_loop().time() < limit:
            status, body, _ = await self._post(client, "/sessions", {}, address, "")
            if status == 201:
                return Session(body["session"], address)
            await asyncio.sleep(WAIT)
        return None

    async def _say(self, client: aiohttp.ClientSession, session: Session, text: str) -> None:
        body = {"message_id": uuid.uuid4().hex, "text": text}
        session.said.append((body["message_id"], text))
        copies = 2 if self.chance.random() < TWICE else 1
        answers = await asyncio.gather(
            *(self._until_answered(client, session, body) for _ in range(copies))
        )
        self.run.turns += 1
        if None in answers:
            self.run.unanswered += 1
            return
        first, *others = answers
        self.run.unlike += any(other != first for other in others)
        session.states.append(first["state"]["dossier"])

    async def _until_answered(
        self, client: aiohttp.ClientSession, session: Session, body: dict[str, str]
    ) -> Any:
        limit = asyncio.get_running_loop().time() + GIVE_UP_SECONDS
        while asyncio.get_running_loop().time() < limit:
            status, answer, wait = await self._post(
                client, "/messages", body, session.address, session.token
            )
            if status == 200 and not _outage(answer):
                return answer
            self._note(status, answer)
            await asyncio.sleep(min(wait, 1.0))
        return None

    def _note(self, status: int, answer: Any) -> None:
        name = "panne" if status == 200 else str(status)
        self.run.refused[name] = self.run.refused.get(name, 0) + 1
        known = {"error"} if status else set()
        if status not in (0, 200, 429, 503) or (status > 200 and set(answer) != known):
            self.run.malformed.append(f"{status}: {str(answer)[:200]}")

    async def _post(
        self, client: aiohttp.ClientSession, path: str, body: Any, address: str, token: str
    ) -> tuple[int, Any, float]:
        """(status, 0 where nothing came; answer; seconds to wait)."""
        headers = {"X-Forwarded-For": address}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = f"{self.chance.choice(list(self.channels))}{path}"
        try:
            async with client.post(url, json=body, headers=headers) as got:
                return got.status, await got.json(), float(got.headers.get("Retry-After", WAIT))
        except (aiohttp.ClientError, TimeoutError):
            return 0, {}, WAIT


def _outage(answer: Any) -> bool:
    return any((m.get("custom") or {}).get("retry") for m in answer["messages"])
