"""A crowd on the web channel: so many people at once, each saying a conversation after another."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import aiohttp

from bench.conversations import CONVERSATIONS

SECONDS_MAX = 30  # for an answer
OUT_OF_REACH = 599  # the status noted where no answer came


@dataclass
class Seen:
    """What the people saw. `waited`: seconds of each turn that was answered (200), from its first
    try on; `tries`: seconds of each request to its answer, a refusal (503) too.
    """

    waited: list[float] = field(default_factory=list)
    tries: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    outages: int = 0  # answered 200 by « une panne »
    seconds: float = 0.0  # from the first call to the last answer

    @property
    def rate(self) -> float:
        """Turns answered a second."""
        return len(self.waited) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the turns was answered."""
        return _percentile(self.waited, share)

    def percentile_of_tries(self, share: float) -> float:
        """Milliseconds within which this share of the requests was answered or refused."""
        return _percentile(self.tries, share)


def _percentile(seconds: Sequence[float], share: float) -> float:
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, round(share * len(ordered)))]


async def crowd(channels: Sequence[str], people: int, turns: int, pause: float = 0.0) -> Seen:
    """`people` at once, `turns` in all, shared among these web channels; `pause`: seconds after
    each answer. A turn refused with 503 is sent again after what the server asks.
    """
    seen, said = Seen(), itertools.count()
    limits = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=limits) as client:
        begun = time.monotonic()
        await asyncio.gather(
            *(
                _person(client, channels[n % len(channels)], said, turns, pause, seen, n)
                for n in range(people)
            )
        )
        seen.seconds = time.monotonic() - begun
    return seen


async def _person(
    client: aiohttp.ClientSession,
    channel: str,
    said: Iterator[int],
    turns: int,
    pause: float,
    seen: Seen,
    number: int,
) -> None:
    for words in itertools.islice(itertools.cycle(CONVERSATIONS), number, None):
        async with client.post(f"{channel}/sessions") as opened:
            token = (await opened.json())["session"]
        for text in words:
            if next(said) >= turns:
                return
            await _turn(client, channel, token, text, seen)
            await asyncio.sleep(pause)


async def _turn(
    client: aiohttp.ClientSession, channel: str, token: str, text: str, seen: Seen
) -> None:
    body = {"message_id": str(uuid.uuid4()), "text": text}
    headers = {"Authorization": f"Bearer {token}"}
    begun = time.monotonic()
    while True:
        sent = time.monotonic()
        status, answer, wait = await _send(client, channel, body, headers)
        seen.tries.append(time.monotonic() - sent)
        seen.statuses[status] = seen.statuses.get(status, 0) + 1
        if status not in (503, OUT_OF_REACH):
            break
        await asyncio.sleep(wait)
    if status == 200:
        seen.waited.append(time.monotonic() - begun)
        seen.outages += any((m.get("custom") or {}).get("retry") for m in answer["messages"])


async def _send(
    client: aiohttp.ClientSession, channel: str, body: dict[str, str], headers: dict[str, str]
) -> tuple[int, dict[str, list[dict[str, dict[str, bool]]]], float]:
    """(status, answer, seconds to wait before the same is sent again)."""
    timeout = aiohttp.ClientTimeout(total=SECONDS_MAX)
    try:
        async with client.post(
            f"{channel}/messages", json=body, headers=headers, timeout=timeout
        ) as got:
            wait = float(got.headers.get("Retry-After", "1"))
            return got.status, await got.json(), wait
    except (aiohttp.ClientError, TimeoutError):
        return OUT_OF_REACH, {"messages": []}, 1.0
