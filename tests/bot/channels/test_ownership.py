"""A thread that staff hold in the platform's own inbox: the assistant is silent, then is back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.channels.messengers.common.outbox import Outbox
from bot.channels.messengers.common.ownership import Ownership
from bot.channels.messengers.common.staff import Elsewhere, Owner
from bot.channels.messengers.messenger_events import elsewhere_of
from tests.vte.resultats.conftest import parler
from vte import journal
from vte.pseudonymes import pseudonyme
from vte.relais import LesRelais, fil
from vte.relais.phrases import RETOUR_DE_LA_BOITE
from vte.relais.relais import BOITE, DELAI
from vte.relais.tables import RELAIS

ADDRESS = "4242"
WHO = pseudonyme("messenger", ADDRESS)


@pytest.fixture
def relays(
    url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> LesRelais:
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    engine = journal.ouvrir(url_vide)
    parler(engine, WHO)
    return LesRelais(engine)


async def test_a_thread_that_is_taken_is_held_without_a_word_and_answered_again_once_passed_back(
    url_vide: str, relays: LesRelais
):
    threads = Ownership("messenger", url_vide)
    before = fil(journal.ouvrir(url_vide), WHO)
    await threads.note([Owner(ADDRESS, False), Owner(ADDRESS, False), Owner("unknown", True)])
    held = relays.tenu(WHO)
    assert held is not None and (held.canal, held.ouvert_par) == ("messenger", BOITE)
    await threads.note([Owner(ADDRESS, True)])
    assert relays.tenu(WHO) is None and not await threads.over(WHO)
    assert fil(journal.ouvrir(url_vide), WHO) == before


async def test_what_is_said_there_begins_the_day_anew_and_the_person_is_reached_at_its_end(
    url_vide: str, relays: LesRelais
):
    threads, engine = Ownership("messenger", url_vide), journal.ouvrir(url_vide)
    await threads.note([Owner(ADDRESS, False)])
    for by_person in (True, False):
        with engine.begin() as link:
            long_ago = (datetime.now(UTC) - DELAI).isoformat(timespec="seconds")
            link.execute(sa.update(RELAIS).values(le=long_ago))
        await threads.heard([Elsewhere(ADDRESS, by_person), Elsewhere("unknown", by_person)])
        assert relays.clore_les_echus() == 0
    relays.clore_les_echus(datetime.now(UTC) + DELAI + timedelta(minutes=1))
    outbox = Outbox("messenger", "a:1", url_vide)
    assert await outbox.people() == [WHO]  # who was never asked for their address
    assert fil(engine, WHO)[-1].texte == RETOUR_DE_LA_BOITE  # never « personne n'a écrit »


def test_what_standby_tells_is_who_speaks_and_no_receipt():
    person, page = {"sender": {"id": "7"}, "recipient": {"id": "1"}}, {"id": "1"}
    echo = {"sender": page, "recipient": {"id": "7"}, "message": {"mid": "m", "is_echo": True}}
    assert elsewhere_of(person | {"message": {"mid": "m", "text": "x"}}) == Elsewhere("7", True)
    assert elsewhere_of(person | {"postback": {"payload": "x"}}) == Elsewhere("7", True)
    assert elsewhere_of(echo) == Elsewhere("7", False)
    for receipt in ({"read": {}}, {"delivery": {}}, {"message": "x"}, {}):
        assert elsewhere_of(person | receipt) is None


async def test_after_a_day_without_a_word_the_thread_is_to_be_taken_back(
    url_vide: str, relays: LesRelais
):
    threads = Ownership("messenger", url_vide)
    await threads.passed(WHO, ADDRESS)
    assert not await threads.over(WHO)
    relays.clore_les_echus(datetime.now(UTC) + DELAI + timedelta(minutes=1))
    assert await threads.over(WHO)
    relays.prendre(WHO, "messenger", "remi")  # somebody of the console, later
    assert not await threads.over(WHO)
