"""People on Telegram, as its platform brings what they say: signed webhooks, to any worker.

The platform calls again as long as it reads no 200, and some calls a second time all the same. It
brings a person's messages in their order, and waits for no answer.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import httpx

from bench.fautes.people import ANSWER_SECONDS, GIVE_UP_SECONDS, NUMBERS, WAIT
from bench.fautes.run import TELEGRAM, Run, Said, Session
from bot.channels.messengers.common.digests import digest
from tests.messageries import SurTelegram
from tests.plateformes import FauxTelegram
from tests.serveurs import Serveurs

TWICE = 0.2  # share of the calls that the platform makes a second time
BREATHS = (1, 1, 2, 3)  # messages without a pause, each as likely


@dataclass
class Telegram:
    """`roots`: the workers' webhooks; `platform`: where the answers go; `pause`: seconds that each
    person takes after a breath.
    """

    roots: Sequence[str]
    platform: FauxTelegram
    turns: int
    pause: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(23))
    run: Run = field(default_factory=Run)
    _count: Iterator[int] = field(default_factory=itertools.count)

    async def write(self, how_many: int) -> Run:
        """All of them, at once, until `turns` messages are brought, and none waits any more."""
        servers = Serveurs(
            f"{self.roots[0]}/web", {}, Path(), plateformes={TELEGRAM: self.platform}
        )
        with httpx.Client() as unused:
            people = [SurTelegram(servers, unused) for _ in range(how_many)]
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as client:
            await asyncio.gather(*(self._person(client, one) for one in people))
            self.run.unanswered += await self._until_none_waits(client)
        self.run.malformed += self.platform.refus
        return self.run

    async def _person(self, client: aiohttp.ClientSession, person: SurTelegram) -> None:
        session = Session("", person.adresse)
        self.run.sessions.append(session)
        while True:
            for _ in range(self.chance.choice(BREATHS)):
                n = next(self._count)
                if n >= self.turns:
                    return
                number = 10 + n % 200
                text = self.chance.choice(NUMBERS).format(n=number)
                call = person.message(text)
                update = str(json.loads(call["content"])["update_id"])
                session.said.append(
                    Said(digest(update), text, "effectif", number, len(session.said))
                )
                await self._bring(client, call)
            await asyncio.sleep(self.pause)

    async def _bring(self, client: aiohttp.ClientSession, call: dict[str, Any]) -> None:
        """Error: AssertionError, where no worker takes it for GIVE_UP_SECONDS."""
        for _ in range(2 if self.chance.random() < TWICE else 1):
            limit = asyncio.get_running_loop().time() + GIVE_UP_SECONDS
            while (status := await self._call(client, call)) != 200:
                assert asyncio.get_running_loop().time() < limit
                self.run.again(str(status))
                await asyncio.sleep(WAIT)
        self.run.turns += 1

    async def _call(self, client: aiohttp.ClientSession, call: dict[str, Any]) -> int:
        url = f"{self.chance.choice(list(self.roots))}/{TELEGRAM}/webhook"
        try:
            async with client.post(url, data=call["content"], headers=call["headers"]) as got:
                return got.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def _until_none_waits(self, client: aiohttp.ClientSession) -> int:
        """How many still do after GIVE_UP_SECONDS in which none was answered; and were given up."""
        least, clock = self.turns + 1, asyncio.get_running_loop().time
        limit = clock() + GIVE_UP_SECONDS
        lost = 0
        while least and clock() < limit:
            if health := await self._health(client):
                lost = health["lost"]
                if health["pending"] < least:
                    least, limit = health["pending"], clock() + GIVE_UP_SECONDS
            await asyncio.sleep(WAIT)
        return least + lost

    async def _health(self, client: aiohttp.ClientSession) -> dict[str, int]:
        """Nothing, of a worker that is dead."""
        url = f"{self.chance.choice(list(self.roots))}/{TELEGRAM}/health"
        try:
            async with client.get(url) as got:
                return dict(await got.json()) if got.status == 200 else {}
        except (aiohttp.ClientError, TimeoutError):
            return {}
