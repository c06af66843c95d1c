"""How often one may call: in one process, and among several that share a Redis."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.channels.shared.errors import TooManyRequests
from bot.channels.web import calls
from bot.channels.web.calls import WINDOW, InMemory, InRedis
from bot.channels.web.limits import Limit
from tests.ports import free_port
from vte import secret


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def own_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(secret, "SECRET_FILE", tmp_path / "secret")


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    """A Redis of the tests' own. Without it: skipped, but never on CI."""
    if shutil.which("redis-server") is None:
        reason = "Redis is not installed (Debian: apt install redis-server)"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}: CI never skips these tests")
        pytest.skip(reason)
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as link:
            if link.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Redis did not start")


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Any]:
    client = Redis.from_url(redis_url)
    await client.flushall()
    yield client
    await client.close(close_connection_pool=True)


async def test_the_limit_holds_for_each_key_and_says_how_long_to_wait(clock: Clock):
    await _holds(Limit("x", 2, InMemory(clock)), clock)


async def test_it_holds_the_same_in_redis(redis: Any, clock: Clock):
    await _holds(Limit("x", 2, InRedis(redis, clock)), clock)


async def _holds(limit: Limit, clock: Clock) -> None:
    await limit.count("a")
    clock.now += 10
    await limit.count("a")
    await limit.count("b")
    for _ in range(3):  # a call that is refused counts for nothing
        with pytest.raises(TooManyRequests) as refused:
            await limit.count("a")
        assert refused.value.headers["Retry-After"] == "50"
    clock.now += WINDOW - 10 + 0.1
    await limit.count("a")
    with pytest.raises(TooManyRequests):
        await limit.count("a")


async def test_processes_that_share_a_redis_share_a_limit(redis: Any, redis_url: str, clock: Clock):
    other = Redis.from_url(redis_url)
    limits = [Limit("x", 4, InRedis(client, clock)) for client in (redis, other)]
    for limit in limits * 2:
        await limit.count("a")
    for limit in limits:
        with pytest.raises(TooManyRequests):
            await limit.count("a")
    await Limit("y", 4, InRedis(redis, clock)).count("a")  # another limit
    await other.close(close_connection_pool=True)


async def test_redis_keeps_no_address_and_nothing_after_the_minute(redis: Any):
    await Limit("x", 2, InRedis(redis)).count("192.0.2.7")
    (key,) = await redis.keys("*")
    assert b"192.0.2.7" not in key and 0 < await redis.ttl(key) <= WINDOW + 1


async def test_where_redis_does_not_answer_each_process_counts_by_itself(clock: Clock):
    away = InRedis(Redis.from_url(f"redis://127.0.0.1:{free_port()}/0"), clock)
    limit = Limit("x", 1, away)
    await limit.count("a")
    with pytest.raises(TooManyRequests):
        await limit.count("a")


def test_calls_are_shared_where_a_setting_says_so(monkeypatch: pytest.MonkeyPatch):
    assert isinstance(calls.counted(), InMemory)
    monkeypatch.setenv("VTE_REDIS_URL", "redis://127.0.0.1:6379/0")
    assert isinstance(calls.counted(), InRedis)


async def test_what_nobody_used_for_a_minute_is_forgotten(clock: Clock):
    counted = InMemory(clock)
    for n in range(1000):
        await counted.count(str(n), 5)
    clock.now += WINDOW + 1
    await counted.count("a", 5)
    assert set(counted._calls) == {"a"}


async def test_the_limit_can_be_turned_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SANS_LIMITE", "1")
    limit = Limit("x", 1)
    for _ in range(5):
        await limit.count("a")
