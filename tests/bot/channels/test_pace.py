"""Who writes faster than they are answered waits, is told once, and loses nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.channels.messengers.common import pace
from bot.channels.messengers.common.batches import Batch
from bot.channels.messengers.common.incoming import TEXT, Incoming
from bot.channels.messengers.common.pace import AT_ONCE, TURNS, Pace
from bot.channels.messengers.common.serving import TOO_FAST
from bot.channels.messengers.whatsapp import WhatsAppChannel
from bot.channels.shared.patience import AT_ONCE as PLACES
from tests.bot.channels.test_messageries import twilio  # noqa: F401
from tests.plateformes import FauxTwilio


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VTE_SANS_LIMITE", "")
    monkeypatch.setenv("VTE_MESSAGES_PAR_PERSONNE", "3")
    monkeypatch.setenv("VTE_MESSAGES_PAR_MESSAGERIE", "5")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.usefixtures("limits")
def test_a_person_is_answered_so_often_a_minute_and_then_again():
    clock = Clock()
    limited = Pace(clock)
    for second in range(3):
        clock.now = 100.0 + second
        assert limited.wait("a") == 0
        limited.count("a")
    assert limited.wait("a") == pytest.approx(58) and limited.wait("b") == 0
    clock.now = 160.0
    assert limited.wait("a") == 0


@pytest.mark.usefixtures("limits")
def test_a_platform_has_its_limit_for_all_its_people():
    limited = Pace(Clock())
    for who in "abcde":
        limited.count(who)
    assert limited.wait("f") == pytest.approx(60)


@pytest.mark.usefixtures("limits")
def test_what_everybody_wrote_is_not_said_to_be_written_by_who_waits():
    limited = Pace(Clock())
    for who in "abcde":
        limited.count(who)
    assert limited.wait("f") > 0 and not limited.often("f")
    for _ in range(3):
        limited.count("f")
    assert limited.often("f")


@pytest.mark.usefixtures("limits")
def test_who_comes_back_after_thousands_of_others_stops_nobody(monkeypatch: pytest.MonkeyPatch):
    """Each kind of memory: who is of this minute, who is older, who came back and waits no more."""
    monkeypatch.setattr(pace, "PEOPLE_MAX", 3)
    monkeypatch.setenv("VTE_MESSAGES_PAR_PERSONNE", "1")
    clock = Clock()
    limited = Pace(clock)
    limited.count("old")
    limited.count("back")
    clock.now += 60
    assert limited.wait("back") == 0
    limited.count("now")
    for who in ("d", "e", "f"):
        limited.count(who)
    assert limited.wait("now") == pytest.approx(60) and limited.wait("back") == 0
    assert "old" not in limited._of and "now" in limited._of


def test_a_person_is_told_once_until_they_wait_no_more():
    limited = Pace()
    assert limited.tell("a") and not limited.tell("a") and limited.tell("b")
    limited.rest("a")
    assert limited.tell("a")


def test_measures_on_one_machine_have_no_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_SANS_LIMITE", "1")
    monkeypatch.setenv("VTE_MESSAGES_PAR_PERSONNE", "1")
    limited = Pace()
    limited.count("a")
    assert limited.wait("a") == 0


async def test_messengers_leave_most_places_to_the_web():
    """However many write there, so few of the worker's turns are theirs at once."""
    playing, most = 0, 0

    async def turn() -> None:
        nonlocal playing, most
        async with TURNS:
            playing += 1
            most = max(most, playing)
            await asyncio.sleep(0)
            playing -= 1

    await asyncio.gather(*(turn() for _ in range(PLACES * 3)))
    assert most == AT_ONCE <= PLACES / 4


@pytest.mark.usefixtures("limits")
async def test_what_comes_too_fast_is_answered_later_in_order_after_one_notice(
    twilio: FauxTwilio,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    channel, address = WhatsAppChannel(), "whatsapp:+33600000001"
    responding = channel.serving.responding

    async def answered(_: object, __: str, batch: Batch) -> list[dict[str, Any]]:
        return [{"text": batch.first.content, "buttons": [], "custom": {}}]

    async def ready() -> None:
        pass

    notice = [{"text": "Un moment.", "buttons": [], "custom": {}}]
    monkeypatch.setattr(channel.serving, "agent", ready)
    monkeypatch.setattr(responding, "respond", answered)
    monkeypatch.setattr(responding, "fixed", lambda name: notice if name == TOO_FAST else [])
    monkeypatch.setattr(pace, "MINUTE", 0.6)
    monkeypatch.setenv("VTE_RAFALE", "0")
    said = [Incoming(f"m{i}", address, TEXT, f"message {i}", i) for i in range(1, 9)]
    await channel.inbox.deposit(said)
    await asyncio.wait_for(channel.serving.serve_all(channel.inbox.person(said[0])), 30)
    texts = twilio.textes(address)
    assert [t for t in texts if t != "Un moment."] == [one.content for one in said]
    assert texts.count("Un moment.") == 1
