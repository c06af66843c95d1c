"""Each call of the web channel that costs something is limited, by session or by address."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import pytest
from multidict import CIMultiDict
from rasa.shared.core.domain import Domain

from bot.channels.shared.errors import as_json
from bot.channels.web import limits
from bot.channels.web.channel import WebChannel
from bot.tracker_store import TrackerStore


@pytest.fixture
def channel(stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> WebChannel:
    monkeypatch.setenv("VTE_SECRET", "un secret" * 4)
    return WebChannel()


@pytest.fixture
def agent(channel: WebChannel, tmp_path: Any) -> Any:
    store = TrackerStore(Domain.empty(), str(tmp_path / "suivi.sqlite"))
    return SimpleNamespace(
        is_ready=lambda: True, tracker_store=SimpleNamespace(_tracker_store=store)
    )


def call(agent: Any, ip: str, token: str = "", **args: str) -> Any:
    headers = CIMultiDict(authorization=f"Bearer {token}", host="127.0.0.1:5005")
    app = SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    return SimpleNamespace(
        ip=ip, headers=headers, app=app, body=b"{", args=args, query_string="", conn_info=None
    )


async def statuses(view: Any, requests: list[Any]) -> list[int]:
    return [(await as_json(view)(request)).status for request in requests]


def address(n: int) -> str:
    return f"192.0.2.{n % 250}"


async def test_a_session_reads_its_history_so_often_whatever_address_it_calls_from(
    channel: WebChannel, agent: Any
):
    token, most = channel._sessions.open().token, limits.READINGS_PER_SESSION
    asked = [call(agent, address(n), token) for n in range(most + 1)]
    assert await statuses(channel._history, asked) == [200] * most + [429]
    other = channel._sessions.open().token
    assert await statuses(channel._history, [call(agent, "192.0.2.1", other)]) == [200]


@pytest.mark.parametrize(
    ("view", "most"),
    [
        ("_history", limits.READINGS_PER_ADDRESS),
        ("_receive", limits.MESSAGES_PER_ADDRESS),
        ("_erase", limits.ERASURES_PER_ADDRESS),
        ("_keep", limits.RESULTS_PER_ADDRESS),
        ("_hear_feedback", limits.FEEDBACK_PER_ADDRESS),
    ],
)
async def test_an_address_calls_so_often_whatever_sessions_it_opens(
    channel: WebChannel, agent: Any, view: str, most: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(channel._conduct, "forget", AsyncMock())
    asked = [call(agent, "192.0.2.1", channel._sessions.open().token) for _ in range(most + 1)]
    answered = await statuses(getattr(channel, view), asked)
    assert 429 not in answered[:most] and answered[most] == 429
    elsewhere = call(agent, "192.0.2.2", channel._sessions.open().token)
    assert await statuses(getattr(channel, view), [elsewhere]) != [429]


@pytest.mark.parametrize(
    ("view", "most"),
    [("_open", limits.SESSIONS_PER_ADDRESS), ("_communes", limits.SEARCHES_PER_ADDRESS)],
)
async def test_what_needs_no_session_is_limited_by_address(
    channel: WebChannel, agent: Any, view: str, most: int
):
    asked = [call(agent, "192.0.2.1", q="oyo") for _ in range(most + 1)]
    answered = await statuses(getattr(channel, view), asked)
    assert set(answered[:most]) < {200, 201} and answered[most] == 429


@pytest.mark.parametrize(
    ("view", "most"),
    [
        ("_keep", limits.RESULTS_PER_SESSION),
        ("_hear_feedback", limits.FEEDBACK_PER_SESSION),
    ],
)
async def test_a_session_keeps_results_and_gives_feedback_so_often(
    channel: WebChannel, agent: Any, view: str, most: int
):
    token = channel._sessions.open().token
    asked = [call(agent, address(n), token) for n in range(most + 1)]
    answered = await statuses(getattr(channel, view), asked)
    assert set(answered[:most]) <= {400, 409} and answered[most] == 429


async def test_the_pages_of_results_are_limited_and_say_so_in_a_page(
    channel: WebChannel, agent: Any
):
    most = limits.PAGES_PER_ADDRESS
    asked = [call(agent, "192.0.2.1") for _ in range(most + 1)]
    answered = [await channel._result(request, "inconnu") for request in asked]
    assert [a.status for a in answered] == [404] * most + [429]
    assert answered[-1].content_type.startswith("text/html") and answered[-1].headers["Retry-After"]
