"""Answers that could not be sent: they wait, or nothing is sent, until the person writes again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.messengers.common.batches import Batch
from bot.channels.messengers.common.digests import digest
from bot.channels.messengers.common.incoming import TEXT, Incoming
from bot.channels.messengers.common.outcomes import Closed, Postponed, Undelivered, Unreachable
from bot.channels.messengers.whatsapp_cloud import WhatsAppCloudChannel
from bot.channels.shared.journal import now
from tests.plateformes import FauxCloud
from tests.ports import free_port
from tests.serveurs import reglages_messageries
from vte import effacement, journal
from vte.journal import EXCHANGES, INBOX, LOST

LEA = "33600000001"


class Open(WhatsAppCloudChannel):
    """The channel, where each turn is « Réponse à … » and is kept as turns are."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        monkeypatch.setenv("VTE_RAFALE", "0")  # each message has its own answer here
        self.tables = journal.ouvrir()
        self.person = self.inbox.person(Incoming("x", LEA, TEXT))
        monkeypatch.setattr(self.serving, "agent", self._ready)
        monkeypatch.setattr(self.serving.responding, "respond", self._play)

    async def _ready(self) -> None:
        """As once the model is loaded."""

    async def _play(self, _: Any, person: str, batch: Batch) -> list[dict[str, Any]]:
        incoming, words = batch.first, " ".join(one.content for one in batch.incomings)
        told = f"Réponse à {words}"
        messages = [{"text": told, "buttons": [{"title": "Oui", "payload": "/oui"}], "custom": {}}]
        row = {"session": person, "message_id": digest(incoming.id), "le": now(), "dit": "x"}
        with self.tables.begin() as link:
            known = sa.select(EXCHANGES.c.id).where(EXCHANGES.c.message_id == row["message_id"])
            if not link.execute(known).first():
                kept = row | {"reponse": json.dumps({"messages": messages})}
                link.execute(sa.insert(EXCHANGES), [kept])
        return messages

    async def hear(self, identifier: str, said: str, ago: timedelta = timedelta()) -> None:
        """What Léa said so long ago, to its end."""
        await self.wait(identifier, said, ago)
        await self.serving.serve_all(self.person)

    async def wait(self, identifier: str, said: str, ago: timedelta = timedelta()) -> None:
        await self.inbox.deposit([Incoming(identifier, LEA, TEXT, said)])
        at = (datetime.now(UTC) - ago).isoformat()
        with self.tables.begin() as link:
            link.execute(sa.update(INBOX).where(INBOX.c.id == identifier).values(le=at))


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FauxCloud]:
    fake = FauxCloud(free_port())
    for name, value in reglages_messageries({"whatsapp_cloud": fake}).items():
        monkeypatch.setenv(name, value)
    for name in ("VTE_SUIVI", "VTE_DEMANDES_URL"):
        monkeypatch.setenv(name, f"sqlite:///{tmp_path / name}.sqlite")
    yield fake
    fake.fermer()


@pytest.fixture
def channel(platform: FauxCloud, monkeypatch: pytest.MonkeyPatch) -> Open:
    return Open(monkeypatch)


async def drain(channel: Open) -> None:
    """What was begun beside the answers, to its end."""
    for task in list(channel.serving.tasks):
        await task


async def test_an_answer_that_comes_after_a_day_is_not_sent_and_the_template_invites_once(
    channel: Open, platform: FauxCloud
):
    await channel.wait("wamid.1", "un", timedelta(hours=26))
    await channel.wait("wamid.2", "deux", timedelta(hours=25))
    await channel.serving.serve_all(channel.person)
    await drain(channel)
    assert platform.recus[LEA] == [] and platform.coupes == []  # not even tried
    assert platform.invites == [LEA]
    assert await channel.serving.unsent.counts() == {"closed": 2, "unreachable": 0}


async def test_it_is_given_when_they_write_again_in_order_before_the_new_answer(
    channel: Open, platform: FauxCloud
):
    await channel.wait("wamid.1", "un", timedelta(hours=26))
    await channel.wait("wamid.2", "deux", timedelta(hours=25))
    await channel.serving.serve_all(channel.person)
    await channel.hear("wamid.3", "trois")
    late, answer = platform.textes(LEA)  # two messages a turn, whatever waited
    introduced, *answers = late.splitlines()
    assert "mes réponses à vos messages" in introduced
    assert [*answers, answer] == ["Réponse à un", "Réponse à deux", "Réponse à trois"]
    offered = [[title for title, _ in m["choix"]] for m in platform.recus[LEA]]
    assert offered == [[], ["Oui"]]  # only the last question is open
    await channel.hear("wamid.4", "quatre")
    assert platform.textes(LEA)[2:] == ["Réponse à quatre"]
    assert await channel.serving.unsent.counts() == {"closed": 0, "unreachable": 0}


async def test_a_newer_message_that_waits_keeps_the_window_open(channel: Open, platform: FauxCloud):
    await channel.wait("wamid.1", "un", timedelta(hours=26))
    await channel.wait("wamid.2", "deux", timedelta(hours=1))
    await channel.serving.serve_all(channel.person)
    assert platform.textes(LEA) == ["Réponse à un", "Réponse à deux"]


async def test_what_the_platform_itself_calls_too_late_waits_too(
    channel: Open, platform: FauxCloud
):
    platform.ecrit(LEA)
    platform.vieillir(LEA, 25 * 3600)
    await channel.hear("wamid.1", "un")
    assert platform.recus[LEA] == [] and len(platform.coupes) == 1
    platform.ecrit(LEA)
    await channel.hear("wamid.2", "deux")
    late, answer = platform.textes(LEA)
    assert "ma réponse à votre message" in late and late.endswith("Réponse à un")
    assert answer == "Réponse à deux"


async def test_who_is_erased_is_given_nothing_of_before(channel: Open, platform: FauxCloud):
    await channel.hear("wamid.1", "un", timedelta(hours=26))
    effacement.effacer([channel.person])
    with channel.tables.connect() as link:
        assert list(link.execute(sa.select(INBOX.c.personne)).scalars()) == [None]
    await channel.hear("wamid.2", "deux")
    assert platform.textes(LEA) == ["Réponse à deux"]


async def test_who_blocked_us_is_called_once_is_heard_and_nothing_of_theirs_is_erased(
    channel: Open, platform: FauxCloud
):
    platform.partis.add(LEA)
    for place in range(3):
        await channel.wait(f"wamid.{place}", str(place))
    await channel.serving.serve_all(channel.person)
    await drain(channel)
    assert len(platform.coupes) == 1 and "read" in platform.appels
    assert await channel.serving.unsent.counts() == {"closed": 0, "unreachable": 3}
    assert await channel.inbox.pending() == await channel.inbox.lost() == 0
    with channel.tables.connect() as link:
        assert len(link.execute(sa.select(EXCHANGES.c.id)).all()) == 3


async def test_once_they_write_again_they_are_answered(channel: Open, platform: FauxCloud):
    platform.partis.add(LEA)
    await channel.hear("wamid.1", "un")
    platform.partis.discard(LEA)
    await channel.hear("wamid.2", "deux")
    assert platform.textes(LEA) == ["Réponse à deux"]
    assert not channel.serving.unsent.unreachable(channel.person)


async def test_an_outage_keeps_the_answer_which_leaves_after_it(channel: Open, platform: FauxCloud):
    platform.pannes = 1.0
    channel.serving._delivery._waits = (0.01,)
    await channel.hear("wamid.1", "un")
    assert await channel.inbox.pending() == 1 and await channel.inbox.lost() == 0
    platform.pannes = 0.0
    await channel.serving.serve_all(channel.person)
    assert platform.textes(LEA) == ["Réponse à un"] and await channel.inbox.pending() == 0


async def test_an_outage_of_more_than_a_day_loses_the_answer_where_there_is_no_window(
    channel: Open, platform: FauxCloud
):
    channel.serving.unsent._window = None
    await channel.wait("wamid.1", "un", timedelta(hours=25))
    assert not await channel.serving.unsent.settle(
        channel.person, ["wamid.1"], Postponed("HTTP 503")
    )
    with channel.tables.connect() as link:
        (row,) = link.execute(sa.select(INBOX.c.etat, INBOX.c.motif, INBOX.c.entrant)).all()
    assert tuple(row) == (LOST, "HTTP 503", None)


async def test_what_the_platform_tells_afterwards_is_counted_once(channel: Open):
    told = [
        Undelivered("wamid.9", LEA, Closed("code 131047")),
        Undelivered("wamid.8", LEA, Unreachable("code 131026")),
    ]
    for _ in range(3):
        await channel.serving.unsent.note(told)
    assert await channel.serving.unsent.counts() == {"closed": 1, "unreachable": 1}
    assert channel.serving.unsent.unreachable(channel.person)


async def test_nothing_of_a_late_answer_is_given_after_a_week(channel: Open, platform: FauxCloud):
    await channel.hear("wamid.1", "un", timedelta(hours=26))
    await channel.inbox.purge(datetime.now(UTC) + timedelta(days=7))
    await channel.hear("wamid.2", "deux")
    assert platform.textes(LEA) == ["Réponse à deux"]
