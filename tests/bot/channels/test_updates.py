"""Who waits for news: woken by what is said in their conversation, and by nothing else."""

from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy.engine import Engine

from bot.channels.web import updates
from bot.channels.web.updates import News, after, until
from bot.server.draining import DRAINING
from tests.vte.resultats.conftest import moteur, parler
from vte.relais import LesRelais

__all__ = ["moteur"]
TICK = 0.02  # seconds


async def is_woken(event: asyncio.Event | None, seconds: float = 0.3) -> bool:
    assert event is not None
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    event.clear()
    return True


async def test_a_word_of_staff_wakes_who_waits_there_and_nobody_else(moteur: Engine):
    news = News(moteur, TICK)
    with news.of("alice") as hers, news.of("bob") as his:
        for event in (hers, his):
            await is_woken(event, 0.1)  # the first look: both have spoken not long ago
        await asyncio.to_thread(LesRelais(moteur).prendre, "alice", "web", "remi")
        assert await is_woken(hers) and not await is_woken(his, 0.1)
        await asyncio.to_thread(parler, moteur, "carole")
        assert not await is_woken(hers, 0.1)
    assert news.waiting == 0


async def test_nobody_looks_while_nobody_waits(moteur: Engine):
    news = News(moteur, TICK)
    with news.of("alice"):
        pass
    await asyncio.sleep(3 * TICK)
    assert news._looking is not None and news._looking.done()
    with news.of("alice") as event:  # and whoever comes later is served
        await is_woken(event, 0.1)
        await asyncio.to_thread(LesRelais(moteur).prendre, "alice", "web", "remi")
        assert await is_woken(event)


async def test_too_many_do_not_wait(moteur: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(updates, "WAITING_MAX", 4)
    news = News(moteur, TICK)
    with news.of("alice") as a, news.of("alice") as b, news.of("alice") as c:
        with news.of("alice") as one_too_many:
            assert None not in (a, b, c) and one_too_many is None
        with news.of("bob") as last, news.of("carole") as full:
            assert last is not None and full is None


async def test_a_server_that_is_told_to_stop_lets_them_go(
    moteur: Engine, monkeypatch: pytest.MonkeyPatch
):
    news = News(moteur, TICK)
    with news.of("alice") as event:
        assert event is not None
        monkeypatch.setattr(DRAINING, "on", True)
        began = time.monotonic()
        await until(event, 5)
        assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("identifier", "came"), [("m1", ["m1.0", "m2"]), ("m2", []), ("x", ["m1", "m1.0", "m2"])]
)
def test_what_came_after_a_message_is_all_where_it_is_not_known(identifier: str, came: list[str]):
    messages = [{"id": "m1"}, {"id": "m1.0"}, {"id": "m2"}]
    assert [m["id"] for m in after(messages, identifier)] == came
