"""A turn waits for a locked database without holding up the others, and not for long."""

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


async def test_a_lock_that_goes_is_waited_for_while_others_are_served(url_vide: str):
    engine, served = journal.ouvrir(url_vide), []

    async def others() -> None:
        while True:
            served.append(time.monotonic())
            await asyncio.sleep(0.01)

    busy = asyncio.create_task(others())
    with held(engine):
        waiting = asyncio.create_task(patience.writable(engine, EXCHANGES.name))
        await asyncio.sleep(0.5)
        assert not waiting.done()
    await asyncio.wait_for(waiting, 5)
    busy.cancel()
    gaps = [b - a for a, b in zip(served, served[1:], strict=False)]
    assert len(served) > 10 and max(gaps) < 0.45  # never as long as the lock was held
    engine.dispose()


async def test_a_lock_that_stays_is_told_as_a_503_with_when_to_come_back(
    url_vide: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patience, "TURN_MAX", 0.3)
    engine = journal.ouvrir(url_vide)
    with held(engine), pytest.raises(NotReady) as refused:
        async with patience.within():
            await patience.writable(engine, EXCHANGES.name)
    assert refused.value.status == 503 and int(refused.value.headers["Retry-After"]) > 0
    engine.dispose()


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


def test_a_write_that_waits_too_long_is_an_error_that_tells_no_parameter(url_vide: str):
    engine, quick = journal.ouvrir(url_vide), open_engine(url_vide, wait=0.2)
    row = {"session": "s", "message_id": "1", "le": "", "dit": "zanzibaritude", "reponse": "{}"}
    start = time.monotonic()
    with held(engine), pytest.raises(sa.exc.OperationalError) as raised, quick.begin() as link:
        link.execute(sa.insert(EXCHANGES), [row])
    assert time.monotonic() - start < 5 and "zanzibaritude" not in str(raised.value)
    engine.dispose()
    quick.dispose()


async def test_a_database_that_does_not_answer_is_a_503_wherever_it_is_asked():
    async def view(_: object) -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("database is locked"))

    answer = await as_json(view)(None)
    assert answer.status == 503 and answer.headers["Retry-After"]
