"""What is asked of a database in a thread, by somebody who may leave."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.storage.threads import Threads


class Held:
    """One thread, which is held until it is let go."""

    def __init__(self) -> None:
        self.threads, self._free = Threads(1), threading.Event()
        self.threads.start(lambda: self._free.wait(30))

    def let_go(self) -> None:
        self._free.set()


@pytest.fixture
def held() -> Iterator[Held]:
    made = Held()
    yield made
    made.let_go()


async def left(going: asyncio.Task[object]) -> None:
    """Whoever waited for this has left."""
    await asyncio.sleep(0)
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going


async def test_what_nobody_waits_for_any_more_is_not_begun(held: Held):
    done: list[str] = []
    await left(asyncio.ensure_future(held.threads.run(lambda: done.append("left"))))
    held.let_go()
    await held.threads.run(lambda: done.append("stayed"))
    assert done == ["stayed"]


async def test_what_must_be_done_is_done_all_the_same(held: Held):
    done: list[str] = []
    await left(asyncio.ensure_future(held.threads.run(lambda: done.append("left"), must=True)))
    held.let_go()
    await held.threads.run(lambda: done.append("stayed"))
    assert done == ["left", "stayed"]


async def test_what_was_opened_for_who_left_is_closed_in_a_thread():
    threads, begun, free = Threads(1), threading.Event(), threading.Event()
    closed: list[tuple[str, int]] = []

    def open_it() -> str:
        begun.set()
        free.wait(30)
        return "opened"

    opening = asyncio.ensure_future(
        threads.run(open_it, lambda what: closed.append((what, threading.get_ident())))
    )
    await asyncio.to_thread(begun.wait, 30)
    await left(opening)
    free.set()
    for _ in range(200):
        if closed:
            break
        await asyncio.sleep(0.05)
    ((what, where),) = closed
    assert what == "opened" and where != threading.get_ident()
