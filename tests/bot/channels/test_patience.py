"""A turn waits for its place and its database without holding up others, and not for long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from bot.channels.shared import patience
from bot.channels.shared.conduct import Conduct
from bot.channels.shared.errors import NotReady, as_json
from bot.channels.shared.patience import Places
from bot.server.draining import Draining
from bot.storage.turns import Crossed
from vte import journal
from vte.databases import open_engine
from vte.journal import EXCHANGES


@contextmanager
def held(engine: sa.engine.Engine) -> Iterator[None]:
    """The lock that a migration or a long write takes."""
    with engine.connect() as link:
        postgresql = engine.dialect.name == "postgresql"
        link.exec_driver_sql(
            f'LOCK TABLE "{EXCHANGES.name}" IN ACCESS EXCLUSIVE MODE'
            if postgresql
            else "BEGIN IMMEDIATE"
        )
        yield
        link.rollback()


async def test_places_are_given_in_the_order_of_arrival():
    places, served = Places(at_once=1), []

    async def turn(n: int) -> None:
        async with places.one():
            served.append(n)
            await asyncio.sleep(0)

    await asyncio.gather(*(turn(n) for n in range(20)))
    assert served == list(range(20)) and places.playing == places.waiting == 0


async def test_who_would_wait_too_long_for_a_place_is_told_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(patience, "PLACE_MAX", 0.05)
    places = Places(at_once=1)
    async with places.one():
        with pytest.raises(NotReady) as refused:
            async with places.one():
                pytest.fail("two at once")
    assert refused.value.status == 503 and int(refused.value.headers["Retry-After"]) > 0
    async with places.one():  # which is free again
        pass


async def test_a_queue_that_is_full_refuses_at_once():
    places = Places(at_once=1, queue_max=0)
    with pytest.raises(NotReady):
        async with places.one():
            pytest.fail("there is no room")


async def test_a_server_told_to_stop_begins_nothing_and_ends_what_is_begun(
    monkeypatch: pytest.MonkeyPatch,
):
    draining, places = Draining(), Places()
    monkeypatch.setattr(patience, "DRAINING", draining)
    draining.watch(lambda: places.playing > 0)
    async with places.one():
        stopping = asyncio.create_task(draining.drain())
        await asyncio.sleep(0.1)
        assert not stopping.done()
        with pytest.raises(NotReady):
            async with places.one():
                pytest.fail("it was begun")
    await asyncio.wait_for(stopping, 5)


@pytest.mark.usefixtures("stores_elsewhere")
async def test_a_message_behind_another_that_does_not_end_is_told_so(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(patience, "TURN_MAX", 0.2)
    conduct = Conduct("web")

    async def endless() -> None:
        async with conduct.lock("alice"):
            await asyncio.sleep(60)

    turns = [asyncio.create_task(endless()) for _ in range(2)]
    for turn in turns:
        with pytest.raises(NotReady):
            await turn
    async with conduct.lock("alice"):  # which is free again
        pass


async def test_what_is_looked_up_is_given_up_like_a_turn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(patience, "TURN_MAX", 0.1)

    @patience.in_time
    async def history() -> None:
        await asyncio.sleep(60)

    with pytest.raises(NotReady):
        await history()


def test_a_write_that_waits_too_long_is_an_error_that_tells_no_parameter(url_vide: str):
    engine, quick = journal.ouvrir(url_vide), open_engine(url_vide, wait=0.2)
    row = {"session": "s", "message_id": "1", "le": "", "dit": "zanzibaritude", "reponse": "{}"}
    start = time.monotonic()
    with held(engine), pytest.raises(sa.exc.OperationalError) as raised, quick.begin() as link:
        link.execute(sa.insert(EXCHANGES), [row])
    assert time.monotonic() - start < 15 and "zanzibaritude" not in str(raised.value)
    engine.dispose()
    quick.dispose()


@pytest.mark.parametrize(
    "error",
    [
        sa.exc.OperationalError("SELECT", {}, Exception("database is locked")),
        sa.exc.TimeoutError("no connection is free"),
        Crossed(),
    ],
)
async def test_a_database_that_does_not_answer_is_a_503_wherever_it_is_asked(error: Exception):
    async def view(_: object) -> None:
        raise error

    answer = await as_json(view)(None)  # type: ignore[arg-type]
    assert answer.status == 503 and answer.headers["Retry-After"]
