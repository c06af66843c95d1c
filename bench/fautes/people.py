"""People who go on writing whatever breaks, and who know afterwards what must have been kept.

Each says one thing after another, or several in one breath, to any worker, and the same message
again (its id) as long as it is not answered, as the widget does. Some messages are sent twice at
once, to two workers.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import ssl
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver

from bench.fautes.run import Run, Said, Session

# Said so that it replaces what was noted before, without a question.
NUMBERS = (
    "en fait on est {n}",
    "en fait nous sommes {n} personnes",
    "pardon, {n} salariés",
    "finalement nous sommes {n}",
)
# What else is said in one breath, each in words that need no question: its key of the dossier.
OTHERS = (("le poste est à Oyonnax", "commune"), ("ce sera un CDD", "contrat"))
OF_A_SESSION = 20  # messages: fewer than one session may send in a minute
TWICE = 0.2  # share of the messages that are sent to two workers at once
BREATHS = (1, 1, 1, 2, 3)  # messages at once, each as likely
ANSWER_SECONDS, GIVE_UP_SECONDS = 15.0, 120.0
WAIT = 0.2  # seconds before the same message is sent again, where nothing else is asked
SOON, OUTAGE_WAIT = 1.0, 3.0  # the longest wait after a refusal; that after « une panne »


@dataclass
class People:
    """`channels`: the workers', looked at before each message: they come and go; `pause`: seconds
    that each person takes after an answer; `trusted`: the certificates of a proxy, before which
    each person has an address of their own.
    """

    channels: Sequence[str]
    turns: int
    pause: float = 0.0
    trusted: ssl.SSLContext | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(23))
    run: Run = field(default_factory=Run)
    _count: Iterator[int] = field(default_factory=itertools.count)
    _next: Iterator[int] = field(default_factory=itertools.count)  # the worker asked next

    async def write(self, how_many: int) -> Run:
        """All of them, at once, until `turns` messages are answered."""
        await asyncio.gather(*(self._person(n) for n in range(how_many)))
        return self.run

    async def _person(self, number: int) -> None:
        for visit in itertools.count():
            address = f"127.{number + 1}.{visit // 250}.{visit % 250 + 1}"
            async with self._client(address) as client:
                session = await self._open(client, address)
                if session is None:
                    self.run.unanswered += 1
                    return
                self.run.sessions.append(session)
                if not await self._visit(client, session):
                    return

    def _client(self, address: str) -> aiohttp.ClientSession:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        if self.trusted is None:
            return aiohttp.ClientSession(timeout=timeout)
        connector = aiohttp.TCPConnector(
            ssl=self.trusted, resolver=_Here(), local_addr=(address, 0)
        )
        return aiohttp.ClientSession(connector=connector, timeout=timeout)

    async def _visit(self, client: aiohttp.ClientSession, session: Session) -> bool:
        """One conversation; False where enough is said."""
        for breath in itertools.count():
            if len(session.said) >= OF_A_SESSION:
                return True
            texts = self._texts(OF_A_SESSION - len(session.said))
            if not texts:
                return False
            said = [Said(uuid.uuid4().hex, *text, breath) for text in texts]
            session.said += said
            await asyncio.gather(*(self._say(client, session, one) for one in said))
            await asyncio.sleep(self.pause)
        return True

    def _texts(self, most: int) -> list[tuple[str, str, Any]]:
        """What is said in the next breath: (text, key, value); nothing where enough is said."""
        n = next(self._count)
        if n >= self.turns:
            return []
        number = 10 + n % 200
        texts: list[tuple[str, str, Any]] = [
            (self.chance.choice(NUMBERS).format(n=number), "effectif", number)
        ]
        for text, key in self.chance.sample(OTHERS, min(self.chance.choice(BREATHS), most) - 1):
            if next(self._count) < self.turns:
                texts.append((text, key, None))
        return texts

    async def _open(self, client: aiohttp.ClientSession, address: str) -> Session | None:
        """None where nobody opens one for GIVE_UP_SECONDS."""
        limit = asyncio.get_running_loop().time() + GIVE_UP_SECONDS
        while asyncio.get_running_loop().time() < limit:
            status, body, _ = await self._post(client, "/sessions", {}, Session("", address))
            if status == 201:
                return Session(body["session"], address)
            await asyncio.sleep(WAIT)
        return None

    async def _say(self, client: aiohttp.ClientSession, session: Session, said: Said) -> None:
        body = {"message_id": said.id, "text": said.text}
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

    async def _until_answered(
        self, client: aiohttp.ClientSession, session: Session, body: dict[str, str]
    ) -> Any:
        limit = asyncio.get_running_loop().time() + GIVE_UP_SECONDS
        while asyncio.get_running_loop().time() < limit:
            status, answer, wait = await self._post(client, "/messages", body, session)
            if status == 200 and not _outage(answer):
                return answer
            self._note(status, answer)
            await asyncio.sleep(_patience(status, wait))
        return None

    def _note(self, status: int, answer: Any) -> None:
        self.run.again("panne" if status == 200 else str(status))
        known = {"error"} if status else set()
        if status not in (0, 200, 429, 503) or (status > 200 and set(answer) != known):
            self.run.malformed.append(f"{status}: {str(answer)[:200]}")

    async def _post(
        self, client: aiohttp.ClientSession, path: str, body: Any, session: Session
    ) -> tuple[int, Any, float]:
        """(status, 0 where nothing came; answer; seconds to wait). Each worker in its turn, so
        that what is sent at once reaches several.
        """
        headers = {"X-Forwarded-For": session.address}
        if session.token:
            headers["Authorization"] = f"Bearer {session.token}"
        channels = list(self.channels)
        url = f"{channels[next(self._next) % len(channels)]}{path}"
        try:
            async with client.post(url, json=body, headers=headers) as got:
                return got.status, await got.json(), float(got.headers.get("Retry-After", WAIT))
        except (aiohttp.ClientError, TimeoutError):
            return 0, {}, WAIT


def _patience(status: int, asked: float) -> float:
    """Seconds before the same message is sent again: who writes too fast waits as long as is asked,
    as the widget does; who reads « une panne » reads first.
    """
    if status == 429:
        return asked
    return OUTAGE_WAIT if status == 200 else min(asked, SOON)


class _Here(AbstractResolver):
    """Every name is this machine's."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[dict[str, Any]]:
        here = {"hostname": host, "host": "127.0.0.1", "port": port}
        return [here | {"family": 2, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


def _outage(answer: Any) -> bool:
    return any((m.get("custom") or {}).get("retry") for m in answer["messages"])
