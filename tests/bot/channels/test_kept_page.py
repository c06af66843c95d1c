"""The page of a kept result is for people: what keeps it from being read is said on a page too."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from bot.channels.shared import patience
from bot.channels.shared.errors import TooManyRequests
from bot.channels.web.results import KeptResults

REQUEST: Any = SimpleNamespace(
    ip="127.0.0.1", headers={}, query_string="", remote_addr="", forwarded={}, conn_info=None
)


class Limit:
    """`happens`: what counting this visit does."""

    def __init__(self, happens: Any) -> None:
        self._happens = happens

    async def count(self, _: str) -> None:
        await self._happens()


async def fails(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    ("happens", "status"),
    [
        (lambda: fails(TooManyRequests("Revenez.", {"Retry-After": "3"})), 429),
        (lambda: fails(OperationalError("select", {}, Exception("away"))), 503),
        (lambda: asyncio.sleep(60), 503),
    ],
    ids=["too many", "the database is away", "the database hangs"],
)
def test_a_refusal_is_a_page_that_says_when_to_come_back(
    happens: Any, status: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(patience, "TURN_MAX", 0.05)
    kept: Any = KeptResults(sa.create_engine("sqlite://"))
    answer = asyncio.run(kept.show(REQUEST, "x", Limit(happens)))
    assert answer.status == status and answer.headers["Retry-After"] == "3"
    assert answer.content_type.startswith("text/html") and b"<h1" in answer.body
