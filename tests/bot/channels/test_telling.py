"""Staff's words on a messenger whose platform is away, or takes them only for a while."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.messengers.common.batches import Batch
from bot.channels.messengers.messenger import MessengerChannel
from bot.channels.messengers.telegram import TelegramChannel
from bot.channels.messengers.whatsapp import WhatsAppChannel
from bot.channels.messengers.whatsapp_cloud import WhatsAppCloudChannel
from tests.bot.channels.test_unsent import LEA, Open, channel, platform
from tests.plateformes import FauxCloud
from vte import fenetres
from vte.journal import EXCHANGES
from vte.relais import DELAI, LesRelais, fil
from vte.relais.phrases import OUVERTURE, RENDU, RETOUR
from vte.relais.sorts import en_mots
from vte.relais.tables import ADRESSES, EN_ATTENTE, PAROLES, PERDUE, REMISE, TARDIVE

__all__ = ["channel", "platform"]
STAFF = "Un conseiller\u00a0: "
QUICK = (0.01,)


@pytest.fixture
def relays(channel: Open) -> LesRelais:
    channel.serving._delivery._waits = QUICK
    return LesRelais(channel.tables)


async def held(channel: Open, relays: LesRelais) -> None:
    """Léa has written, asked for somebody, and a member of staff took the conversation."""
    await channel.hear("wamid.1", "un")
    await channel.serving.telling._outbox.asked(channel.person, LEA)
    relays.prendre(channel.person, "whatsapp_cloud", "remi")
    await channel.serving.serve_all(channel.person)


def states(channel: Open) -> list[str]:
    with channel.tables.connect() as link:
        return list(link.execute(sa.select(PAROLES.c.etat).order_by(PAROLES.c.id)).scalars())


def ago(channel: Open, **columns: timedelta) -> None:
    """As if all of that had been so much earlier. Columns: `le` of words, `heard` of the person."""
    with channel.tables.begin() as link:
        if "le" in columns:
            link.execute(sa.update(PAROLES).values(le=_iso(columns["le"])))
        if "heard" in columns:
            for table in (EXCHANGES, ADRESSES):
                link.execute(sa.update(table).values(le=_iso(columns["heard"])))


def _iso(before: timedelta) -> str:
    return (datetime.now(UTC) - before).isoformat(timespec="seconds")


async def test_an_outage_keeps_the_words_of_staff_which_leave_after_it_in_order(
    channel: Open, platform: FauxCloud, relays: LesRelais
):
    await held(channel, relays)
    before = len(platform.textes(LEA))
    platform.pannes = 1.0
    relays.dire(channel.person, "remi", "Bonjour.")
    relays.dire(channel.person, "remi", "Votre dossier est complet.")
    for _ in range(3):
        await channel.serving.serve_all(channel.person)
    assert states(channel) == [REMISE, EN_ATTENTE, EN_ATTENTE]
    platform.pannes = 0.0
    await channel.serving.serve_all(channel.person)
    assert platform.textes(LEA)[before:] == [
        f"{STAFF}Bonjour.",
        f"{STAFF}Votre dossier est complet.",
    ]
    assert states(channel) == [REMISE] * 3


async def test_what_the_person_says_meanwhile_is_heard_and_answered_after_those_words(
    channel: Open, platform: FauxCloud, relays: LesRelais
):
    await held(channel, relays)
    before = len(platform.textes(LEA))
    platform.pannes = 1.0
    relays.dire(channel.person, "remi", "Bonjour.")
    await channel.hear("wamid.2", "deux")
    with channel.tables.connect() as link:
        assert len(link.execute(sa.select(EXCHANGES.c.id)).all()) == 2  # staff read it already
    platform.pannes = 0.0
    await channel.serving.serve_all(channel.person)
    assert platform.textes(LEA)[before:] == [f"{STAFF}Bonjour.", "Réponse à deux"]


async def test_an_outage_of_more_than_a_day_loses_the_word_and_staff_read_why(
    channel: Open, platform: FauxCloud, relays: LesRelais
):
    await held(channel, relays)
    platform.pannes = 1.0
    relays.dire(channel.person, "remi", "Bonjour.")
    ago(channel, le=timedelta(hours=25))
    await channel.serving.serve_all(channel.person)
    last = fil(channel.tables, channel.person)[-1]
    assert last.etat == PERDUE and "pendant un jour" in en_mots(last.etat, last.motif)


async def test_who_blocked_us_is_told_nothing_and_staff_read_that(
    channel: Open, platform: FauxCloud, relays: LesRelais
):
    await held(channel, relays)
    platform.partis.add(LEA)
    relays.dire(channel.person, "remi", "Bonjour.")
    await channel.serving.serve_all(channel.person)
    last = fil(channel.tables, channel.person)[-1]
    assert last.etat == PERDUE and "nous a bloqués" in en_mots(last.etat, last.motif)


@pytest.mark.parametrize("known", [True, False], ids=["by our clock", "by the platform"])
async def test_that_the_assistant_is_back_is_said_when_the_person_writes_again(
    channel: Open, platform: FauxCloud, relays: LesRelais, known: bool
):
    await held(channel, relays)
    before = len(platform.textes(LEA))
    platform.ecrit(LEA)
    platform.vieillir(LEA, 26 * 3600)
    if known:
        ago(channel, heard=timedelta(hours=26))
    relays.clore_les_echus(datetime.now(UTC) + DELAI + timedelta(hours=1))
    relays.demande_close(channel.person)
    await channel.serving.serve_all(channel.person)
    assert len(platform.textes(LEA)) == before and states(channel)[-1] == TARDIVE
    assert platform.coupes == ([] if known else [400])  # what is known is not even tried
    with channel.tables.connect() as link:
        assert link.execute(sa.select(ADRESSES)).all() == []  # nothing keeps how to reach them
    platform.ecrit(LEA)
    await channel.hear("wamid.2", "deux")
    assert platform.textes(LEA)[before:] == [RETOUR, "Réponse à deux"]
    assert states(channel)[-1] == REMISE


async def test_staff_s_words_after_the_window_are_given_when_the_person_writes_again(
    channel: Open, platform: FauxCloud, relays: LesRelais
):
    await held(channel, relays)
    before, taken = len(platform.textes(LEA)), relays.tenu(channel.person)
    assert taken is not None and relays.joignable(taken)
    ago(channel, heard=timedelta(hours=25))
    assert not relays.joignable(taken)
    relays.dire(channel.person, "remi", "Bonjour.")
    await channel.serving.serve_all(channel.person)
    last = fil(channel.tables, channel.person)[-1]
    assert "doit écrire d'abord" in en_mots(last.etat, last.motif)
    await channel.hear("wamid.2", "deux")
    assert platform.textes(LEA)[before:] == [f"{STAFF}Bonjour.", "Réponse à deux"]


async def test_of_what_is_said_of_relays_only_the_last_holds_and_nothing_after_a_week(
    channel: Open, platform: FauxCloud, relays: LesRelais
):
    await channel.hear("wamid.1", "un")
    for _ in range(2):  # nobody keeps how to reach them
        relays.prendre(channel.person, "whatsapp_cloud", "remi")
        relays.rendre(channel.person)
    relays.prendre(channel.person, "whatsapp_cloud", "remi")
    relays.dire(channel.person, "remi", "Bonjour.")
    relays.rendre(channel.person)
    await channel.hear("wamid.2", "deux")
    assert platform.textes(LEA)[1:] == [OUVERTURE, f"{STAFF}Bonjour.", RENDU, "Réponse à deux"]
    relays.prendre(channel.person, "whatsapp_cloud", "remi")
    relays.rendre(channel.person)
    ago(channel, le=timedelta(days=8))
    await channel.hear("wamid.3", "trois")
    assert platform.textes(LEA)[5:] == ["Réponse à trois"]


async def test_a_stop_does_not_wait_behind_a_call_that_is_tried_again(
    channel: Open, platform: FauxCloud, relays: LesRelais, monkeypatch: pytest.MonkeyPatch
):
    played = channel.serving.responding.respond

    async def respond(agent: Any, person: str, batch: Batch) -> list[dict[str, Any]]:
        order = await channel.serving.responding.stops.answer(person, batch)
        fixed = channel.serving.responding.fixed
        return fixed(order) if order else await played(agent, person, batch)

    monkeypatch.setattr(channel.serving.responding, "respond", respond)
    monkeypatch.setattr(channel, "courtesies", lambda _: [])
    channel.serving._delivery._waits = (600.0,)
    platform.pannes = 1.0
    await channel.wait("wamid.1", "un")
    serving = asyncio.create_task(channel.serving.serve_all(channel.person))
    while not platform.echecs:
        await asyncio.sleep(0.05)
    platform.pannes = 0.0
    await channel.wait("wamid.2", "STOP")
    await asyncio.wait_for(serving, 10)
    for task in list(channel.serving.tasks):
        await asyncio.wait_for(task, 10)
    (said,) = platform.textes(LEA)
    assert "REPRENDRE" in said


async def test_the_confirmation_of_a_stop_outlasts_an_outage(
    channel: Open, platform: FauxCloud, relays: LesRelais, monkeypatch: pytest.MonkeyPatch
):
    responding = channel.serving.responding

    async def respond(_: Any, person: str, batch: Batch) -> list[dict[str, Any]]:
        return responding.fixed(str(await responding.stops.answer(person, batch)))

    monkeypatch.setattr(responding, "respond", respond)
    platform.pannes = 1.0
    await channel.hear("wamid.1", "Stop, c'est trop !")
    assert await responding.stops.hold(channel.person)
    with channel.tables.connect() as link:
        assert "trop" not in str(link.execute(sa.text("SELECT * FROM recus")).all())
    platform.pannes = 0.0
    await channel.serving.serve_all(channel.person)
    (said,) = platform.textes(LEA)
    assert "REPRENDRE" in said and await channel.inbox.pending() == 0


def test_windows_are_those_of_the_channels(monkeypatch: pytest.MonkeyPatch):
    for human in ("", "1"):
        monkeypatch.setenv("VTE_MESSENGER_AGENT_HUMAIN", human)
        for kind in (MessengerChannel, TelegramChannel, WhatsAppChannel, WhatsAppCloudChannel):
            name = kind.name()
            assert fenetres.de_l_assistant(name) == kind.WINDOW
            assert kind.staff_window(kind.__new__(kind)) == fenetres.de_l_equipe(name)
