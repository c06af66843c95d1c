"""WhatsApp's Cloud API: choices as buttons, as a list, or written; numbers and who hides theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messengers.common.delivery import Delivery
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.whatsapp_cloud import WhatsAppCloudChannel
from bot.channels.messengers.whatsapp_cloud_messages import incoming_of
from tests.plateformes import FauxCloud
from tests.ports import free_port
from tests.serveurs import reglages_messageries

LEA = "33600000001"


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FauxCloud]:
    fake = FauxCloud(free_port())
    for name, value in reglages_messageries({"whatsapp_cloud": fake}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VTE_SUIVI", f"sqlite:///{tmp_path / 'suivi.sqlite'}")
    yield fake
    fake.fermer()


async def say(platform: FauxCloud, *titles: str, words: str = "Quel contrat ?", to: str = LEA):
    """Sends an answer with these choices, and what was received of it."""
    buttons = [{"title": title, "payload": f"/informer{title}"} for title in titles]
    channel = WhatsAppCloudChannel()
    messages: list[dict[str, Any]] = [{"text": words, "buttons": buttons, "custom": {}}]
    for call in channel.render(to, messages):
        await Delivery(channel.CODES, ()).send(call)
    return platform.recus[to]


async def test_three_short_choices_are_buttons_that_carry_digests(platform: FauxCloud):
    (message,) = await say(platform, "CDI", "CDD", "Apprentissage")
    assert message["nature"] == "button" and message["text"] == "Quel contrat ?"
    assert message["choix"][0] == ("CDI", digest("/informerCDI"))


async def test_four_to_ten_choices_are_a_list(platform: FauxCloud):
    (message,) = await say(platform, *(f"Choix {place}" for place in range(10)))
    assert message["nature"] == "list" and len(message["choix"]) == 10
    assert message["ouvrir"] == "Voir les choix"


async def test_a_title_too_long_for_a_button_makes_a_list_where_it_is_whole_beneath(
    platform: FauxCloud,
):
    channel = WhatsAppCloudChannel()
    long = "Saint-Denis (93, Seine-Saint-Denis)"
    offered = [{"title": long, "payload": "/a"}, {"title": "Une autre", "payload": "/b"}]
    (call,) = channel.render(LEA, [{"text": "Laquelle ?", "buttons": offered, "custom": {}}])
    rows = call.json["interactive"]["action"]["sections"][0]["rows"]
    assert rows[0]["title"] == "Saint-Denis (93)" and rows[0]["description"] == long
    assert "description" not in rows[1]


async def test_more_than_ten_choices_are_written(platform: FauxCloud):
    (message,) = await say(platform, *(f"Choix {place}" for place in range(11)))
    assert message["nature"] == "text" and "Choix 10" in message["text"]


async def test_choices_that_the_platform_refuses_are_written(platform: FauxCloud):
    (message,) = await say(platform, "Oui", "Oui")  # two buttons of one title
    assert message["nature"] == "text" and message["text"].count("Oui") == 2
    assert len(platform.refus) == 1


async def test_long_words_come_before_the_message_that_has_the_choices(platform: FauxCloud):
    messages = await say(platform, "Oui", "Non", words="Une phrase de plus. " * 90)
    assert [m["nature"] for m in messages] == ["text", "button"]
    assert all(len(m["text"]) <= 1024 for m in messages)


async def test_who_hides_their_number_is_answered_by_their_id(platform: FauxCloud):
    (message,) = await say(platform, "Oui", to="FR.13491208655302741918")
    assert message["choix"] == [("Oui", digest("/informerOui"))]


@pytest.mark.parametrize(
    ("sent", "album"),
    [
        ({"image": {"id": "1"}}, "album"),
        ({"image": {"id": "1", "caption": "on est 45"}}, "album"),
        ({"video": {"id": "1"}}, "album"),
        ({"text": {"body": "on est 45"}}, ""),
        ({"audio": {"id": "1"}}, ""),
    ],
)
def test_the_pictures_of_a_burst_are_one_album(sent: dict[str, Any], album: str):
    read = incoming_of({"id": "m1", "from": "33600000000", "timestamp": "1", **sent})
    assert read is not None and read.group == album
