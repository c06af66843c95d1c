"""A thread that staff hold in the platform's own inbox: the assistant is silent, then is back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.messengers.common.ownership import Ownership
from bot.channels.messengers.common.staff import Owner
from tests.vte.resultats.conftest import parler
from vte import journal
from vte.pseudonymes import pseudonyme
from vte.relais import LesRelais, fil
from vte.relais.relais import BOITE, DELAI

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
