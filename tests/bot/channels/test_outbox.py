"""Staff's words on a messenger: in order, by one worker at a time, to who can be reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.outbox import Outbox
from tests.bot.channels.test_inbox import dies, incoming
from tests.vte.resultats.conftest import parler
from vte import effacement, journal, ouvriers
from vte.pseudonymes import pseudonyme
from vte.relais import LesRelais, adresses
from vte.relais.tables import PAROLES, PERDUE, REMISE

ADDRESS = incoming().address
WHO = pseudonyme("telegram", ADDRESS)
Outboxes = Callable[..., Outbox]


@pytest.fixture
def url(url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    return url_vide


@pytest.fixture
def relays(url: str) -> LesRelais:
    """The person has spoken, and a member of staff took the conversation and said one thing."""
    engine = journal.ouvrir(url)
    parler(engine, WHO)
    relays = LesRelais(engine)
    relays.prendre(WHO, "telegram", "remi")
    relays.dire(WHO, "remi", "Bonjour.")
    return relays


@pytest.fixture
async def at(url: str) -> Outboxes:
    """The outbox of this worker, which lives and serves the person where it may."""

    async def opened(worker: str = "a:1") -> Outbox:
        with journal.ouvrir(url).begin() as link:
            ouvriers.battre(link, worker)
        await Inbox("telegram", worker, url).claim(WHO)
        return Outbox("telegram", worker, url)

    return opened


def states(url: str) -> list[str]:
    with journal.ouvrir(url).connect() as link:
        return list(link.execute(sa.select(PAROLES.c.etat).order_by(PAROLES.c.id)).scalars())


async def test_nothing_is_sent_before_the_person_writes_and_then_all_in_order(
    url: str, relays: LesRelais, at: Outboxes
):
    outbox = await at()
    assert await outbox.people() == [] and await outbox.next(WHO) is None
    assert await outbox.arrived(WHO, ADDRESS)
    assert await outbox.people() == [WHO]
    said = []
    while word := await outbox.next(WHO):
        assert word.address == ADDRESS
        said.append(word.message["text"])
        await outbox.finish(word)
    assert said[1:] == ["Un conseiller\u00a0: Bonjour."] and len(said) == 2
    assert states(url) == [REMISE, REMISE] and await outbox.people() == []


async def test_who_asked_for_somebody_is_reached_at_once(
    url: str, at: Outboxes, monkeypatch: pytest.MonkeyPatch
):
    engine = journal.ouvrir(url)
    parler(engine, WHO)
    outbox = await at()
    assert not await outbox.arrived(WHO, ADDRESS)
    await outbox.asked(WHO, ADDRESS)
    LesRelais(engine).prendre(WHO, "telegram", "remi")
    assert await outbox.people() == [WHO]


async def test_a_worker_that_dies_leaves_its_words_to_another_where_it_had_come(
    url: str, relays: LesRelais, at: Outboxes
):
    first = await at("a:1")
    await first.arrived(WHO, ADDRESS)
    word = await first.next(WHO)
    assert word is not None and await first.sent(word, WHO, 1)
    other = await at("b:1")
    assert await other.people() == [] and await other.next(WHO) is None
    dies(url, "a:1")
    assert await other.people() == [WHO]
    other = await at("b:1")
    again = await other.next(WHO)
    assert again is not None and (again.id, again.sent) == (word.id, 1)
    assert not await first.sent(word, WHO, 2)


async def test_what_a_platform_refuses_is_said_to_staff_by_its_codes(
    url: str, relays: LesRelais, at: Outboxes
):
    outbox = await at()
    await outbox.arrived(WHO, ADDRESS)
    word = await outbox.next(WHO)
    assert word is not None
    await outbox.finish(word, "HTTP 403, code 403")
    assert states(url)[0] == PERDUE
    with journal.ouvrir(url).connect() as link:
        assert (
            link.execute(sa.select(PAROLES.c.motif).order_by(PAROLES.c.id)).scalars().first()
            == "HTTP 403, code 403"
        )


async def test_the_last_word_takes_the_address_with_it(url: str, relays: LesRelais, at: Outboxes):
    outbox = await at()
    await outbox.arrived(WHO, ADDRESS)
    relays.rendre(WHO)
    while word := await outbox.next(WHO):
        await outbox.finish(word)
    with journal.ouvrir(url).connect() as link:
        assert not adresses.connue(link, WHO)
    assert not await outbox.arrived(WHO, ADDRESS)


async def test_who_is_erased_is_told_nothing_more(url: str, relays: LesRelais, at: Outboxes):
    outbox = await at()
    await outbox.arrived(WHO, ADDRESS)
    word = await outbox.next(WHO)
    assert word is not None
    effacement.effacer([WHO])
    assert await outbox.next(WHO) is None and not await outbox.sent(word, WHO, 1)
