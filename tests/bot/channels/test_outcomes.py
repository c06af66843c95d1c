"""What a refusal of a platform means: each platform's own codes, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.messengers.common.delivery import Call, Delivery
from bot.channels.messengers.common.outcomes import (
    Closed,
    DeliveryFailed,
    Postponed,
    Refused,
    Retry,
    Unreachable,
    outcome,
)
from bot.channels.messengers.common.platform import Platform
from bot.channels.messengers.messenger import MessengerChannel
from bot.channels.messengers.telegram import TelegramChannel
from bot.channels.messengers.whatsapp import WhatsAppChannel
from bot.channels.messengers.whatsapp_cloud import WhatsAppCloudChannel
from tests.plateformes import FauxCloud, FauxMessenger, FauxTelegram, FauxTwilio, Plateforme
from tests.ports import free_port
from tests.serveurs import reglages_messageries

PAIRS: list[tuple[type[Platform], type[Plateforme], str]] = [
    (MessengerChannel, FauxMessenger, "12"),
    (TelegramChannel, FauxTelegram, "1111111"),
    (WhatsAppChannel, FauxTwilio, "whatsapp:+33600000001"),
    (WhatsAppCloudChannel, FauxCloud, "33600000001"),
]


class Pair:
    """A channel, its platform, and somebody there who has just written."""

    def __init__(self, channel: Platform, platform: Plateforme, address: str) -> None:
        self.channel, self.platform, self.address = channel, platform, address
        platform.ecrit(address)

    async def say(self, *buttons: str, waits: tuple[float, ...] = (0.01, 0.01)) -> None:
        """Sends an answer as the pipeline does. Errors: those of DeliveryFailed."""
        offered = [{"title": title, "payload": f"/informer{title}"} for title in buttons]
        messages = [{"text": "Bonjour.", "buttons": offered, "custom": {}}]
        await self.channel.prepare(messages)
        for call in self.channel.render(self.address, messages):
            await Delivery(self.channel.CODES, waits).send(call)


@pytest.fixture(params=PAIRS, ids=lambda p: p[0].name())
def pair(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Pair]:
    channel, fake, address = request.param
    platform = fake(free_port())
    for name, value in reglages_messageries({channel.name(): platform}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VTE_SUIVI", f"sqlite:///{tmp_path / 'suivi.sqlite'}")
    yield Pair(channel(), platform, address)
    platform.fermer()


async def test_who_blocked_us_is_unreachable_and_is_called_once(pair: Pair):
    pair.platform.partis.add(pair.address)
    with pytest.raises(Unreachable):
        await pair.say()
    assert len(pair.platform.coupes) == 1 and not pair.platform.recus[pair.address]


async def test_after_the_window_a_message_is_refused_as_closed_where_there_is_one(pair: Pair):
    pair.platform.vieillir(pair.address, 25 * 3600)
    if pair.channel.WINDOW is None:
        await pair.say()
        return
    with pytest.raises(Closed):
        await pair.say()
    assert len(pair.platform.coupes) == 1


async def test_too_many_calls_are_made_again_and_taken(pair: Pair):
    pair.platform.presses += [0, 0]
    await pair.say()
    assert len(pair.platform.coupes) == 2 and len(pair.platform.recus[pair.address]) == 1


async def test_a_platform_that_fails_for_too_long_is_tried_again_later(pair: Pair):
    pair.platform.pannes = 1.0
    with pytest.raises(Postponed):
        await pair.say()
    pair.platform.pannes = 0.0
    await pair.say()


async def test_what_is_malformed_is_refused_for_good_and_its_code_is_kept(pair: Pair):
    calls = pair.channel.render(pair.address, [{"text": "x", "buttons": [], "custom": {}}])
    broken = Call(
        calls[0].url,
        json=None if calls[0].json is None else {**calls[0].json, "text": "", "message": {}},
        form=None if calls[0].form is None else {**calls[0].form, "Body": ""},
        headers=calls[0].headers,
        basic=calls[0].basic,
    )
    with pytest.raises(Refused, match=r"HTTP 400, code \d+"):
        await Delivery(pair.channel.CODES, ()).send(broken)


async def test_the_template_that_invites_is_taken_after_the_window_where_there_is_one(pair: Pair):
    pair.platform.vieillir(pair.address, 25 * 3600)
    calls = pair.channel.reopening(pair.address)
    for call in calls:
        await Delivery(pair.channel.CODES, ()).send(call)
    assert pair.platform.invites == [pair.address] * len(calls)
    assert bool(calls) is pair.channel.name().startswith("whatsapp")


async def test_without_a_template_nothing_is_sent_after_the_window(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("VTE_WHATSAPP_MODELE", "")
    monkeypatch.setenv("VTE_WHATSAPP_CLOUD_MODELE", "")
    assert pair.channel.reopening(pair.address) == []


@pytest.mark.parametrize(
    ("status", "body", "kind", "wait"),
    [
        (429, {"error_code": 429, "parameters": {"retry_after": 7}}, Retry, 7),
        (503, None, Retry, 0),
        (400, {"error": {"code": 613}}, Retry, 0),
        (400, {"error": {"code": 10, "error_subcode": 2018278}}, Closed, None),
        (400, {"error": {"code": 10, "error_subcode": 2018108}}, Refused, None),
        (400, {"error": {"code": 551, "error_subcode": 1545041}}, Unreachable, None),
        (400, {"error": "refused"}, Refused, None),
        (400, [], Refused, None),
    ],
)
def test_a_code_is_looked_for_before_the_status(
    status: int, body: object, kind: type[Exception], wait: float | None
):
    found = outcome(status, body, MessengerChannel.CODES)
    assert type(found) is kind
    assert wait is None or (isinstance(found, Retry) and found.wait == wait)


def test_every_outcome_but_a_retry_is_a_delivery_that_failed():
    for kind in (Postponed, Refused, Closed, Unreachable):
        assert issubclass(kind, DeliveryFailed)
    assert not issubclass(Retry, DeliveryFailed)


# Messenger's threads


async def test_staff_answer_for_seven_days_where_the_page_has_the_right(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    page = FauxMessenger(free_port())
    for name, value in reglages_messageries({"messenger": page}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VTE_SUIVI", f"sqlite:///{tmp_path / 'suivi.sqlite'}")
    channel, said = MessengerChannel(), [{"text": "Bonjour.", "buttons": [], "custom": {}}]
    page.ecrit("12")
    page.vieillir("12", 6 * 86_400)
    day = channel.staff_window()
    with pytest.raises(Closed):
        await Delivery(channel.CODES, ()).send(channel.staff_calls("12", said)[0])
    monkeypatch.setenv("VTE_MESSENGER_AGENT_HUMAIN", "1")
    page.droit_agent = True
    week = channel.staff_window()
    await Delivery(channel.CODES, ()).send(channel.staff_calls("12", said)[0])
    assert day is not None and week is not None and (day.days, week.days) == (1, 7)
    page.vieillir("12", 2 * 86_400)
    with pytest.raises(Closed):
        await Delivery(channel.CODES, ()).send(channel.staff_calls("12", said)[0])
    page.fermer()


async def test_a_thread_is_passed_to_the_page_s_inbox_and_taken_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    page = FauxMessenger(free_port())
    for name, value in reglages_messageries({"messenger": page}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VTE_SUIVI", f"sqlite:///{tmp_path / 'suivi.sqlite'}")
    channel = MessengerChannel()
    assert channel.pass_to_inbox("12") == []  # staff answer in the console
    monkeypatch.setenv("VTE_MESSENGER_BOITE", "1")
    for call in channel.pass_to_inbox("12"):
        await Delivery(channel.CODES, ()).send(call)
    assert page.boite == {"12"}
    for call in channel.take_back("12"):
        await Delivery(channel.CODES, ()).send(call)
    assert page.boite == set()
    page.fermer()
