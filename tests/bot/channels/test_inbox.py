"""The inbox: each message once, in order, by one worker at a time, and none lost with a worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.channels.messengers.common.batches import Batch, next_one
from bot.channels.messengers.common.inbox import Inbox
from bot.channels.messengers.common.incoming import TEXT, Incoming
from vte import effacement, journal, ouvriers
from vte.journal import CLAIMS, INBOX

Inboxes = Callable[..., Inbox]


def incoming(identifier: str = "m1", said: str = "bonjour", order: float = 0) -> Incoming:
    return Incoming(identifier, "adresse-de-quelqu-un", TEXT, said, order)


def alone(identifier: str = "m1") -> Batch:
    return Batch((incoming(identifier),))


async def first_of(inbox: Inbox, person: str) -> tuple[Incoming, int]:
    first, *_ = await inbox.waiting(person)
    return first.incoming, first.sent


@pytest.fixture
def url(url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    return url_vide


@pytest.fixture
def at(url: str) -> Inboxes:
    """The inbox as this worker, which lives, sees it."""

    def open_inbox(worker: str = "a:1", channel: str = "telegram") -> Inbox:
        with journal.ouvrir(url).begin() as link:
            ouvriers.battre(link, worker)
        return Inbox(channel, worker, url)

    return open_inbox


def dies(url: str, worker: str) -> None:
    with journal.ouvrir(url).begin() as link:
        past = {"vu": ouvriers.maintenant(link) - ouvriers.DEAD_AFTER - 1}
        link.execute(
            sa.update(ouvriers.OUVRIERS).where(ouvriers.OUVRIERS.c.id == worker).values(past)
        )


async def test_a_message_is_new_once_even_within_one_call_and_for_another_worker(at: Inboxes):
    assert await at("a:1").deposit([incoming(), incoming(), incoming("m2")]) == [
        incoming(),
        incoming("m2"),
    ]
    assert await at("b:1").deposit([incoming()]) == []
    assert await at(channel="whatsapp").deposit([incoming()]) == [incoming()]


async def test_the_same_message_received_by_four_workers_at_once_is_new_for_one(at: Inboxes):
    inboxes = [at(f"{n}:1") for n in range(4)]
    for n in range(10):
        got = await asyncio.gather(*(i.deposit([incoming(f"m{n}")]) for i in inboxes))
        assert sum(len(new) for new in got) == 1


async def test_what_a_restart_interrupted_is_given_back_with_what_was_sent_of_its_answer(
    at: Inboxes,
):
    inbox = at()
    person = inbox.person(incoming())
    await inbox.deposit([incoming(), incoming("m2")])
    assert await inbox.claim(person)
    await inbox.finish(alone())
    assert await inbox.sent("m2", person, 2)
    again = at()
    assert await again.people() == [person] and await again.claim(person)
    assert await first_of(again, person) == (incoming("m2"), 2)


async def test_what_waits_is_given_in_the_platform_s_order(at: Inboxes):
    inbox, person = at(), at().person(incoming())
    await inbox.deposit([incoming("m2", order=2), incoming("m1", order=1)])
    assert await inbox.claim(person)
    assert await first_of(inbox, person) == (incoming("m1", order=1), 0)


async def test_a_person_is_served_by_one_living_worker_at_a_time(at: Inboxes, url: str):
    first, second = at("a:1"), at("b:1")
    person = first.person(incoming())
    await first.deposit([incoming()])
    assert await first.claim(person) and not await second.claim(person)
    assert await second.people() == []
    dies(url, "a:1")
    assert await second.people() == [person] and await second.claim(person)
    assert not await first.sent("m1", person, 1)  # it stood still, and is served by another now


async def test_a_claim_is_kept_where_a_message_came_meanwhile_and_let_go_once_all_is_handled(
    at: Inboxes,
):
    first, second = at("a:1"), at("b:1")
    person = first.person(incoming())
    await first.deposit([incoming()])
    await first.claim(person)
    await second.deposit([incoming("m2")])
    await first.finish(alone())
    assert not await first.release(person)
    await first.finish(alone("m2"))
    assert await first.release(person) and await second.claim(person)


async def test_whom_another_worker_took_over_has_nothing_left_here(at: Inboxes, url: str):
    first, person = at("a:1"), at().person(incoming())
    await first.deposit([incoming()])
    assert await first.claim(person) and await first.waiting(person)
    dies(url, "a:1")
    assert await at("b:1").claim(person)
    at("a:1")  # it lives after all
    assert await first.waiting(person) == []


async def test_a_worker_that_leaves_lets_go_of_everybody(at: Inboxes):
    first, second = at("a:1"), at("b:1")
    person = first.person(incoming())
    await first.claim(person)
    await first.leave()
    assert await second.claim(person)


async def test_once_handled_or_erased_nothing_of_the_person_is_left(at: Inboxes, url: str):
    inbox = at()
    person = inbox.person(incoming())
    await inbox.deposit([incoming(said="un secret"), incoming("m2", "un secret")])
    await inbox.claim(person)
    await inbox.finish(alone())
    effacement.effacer([person])
    with sa.create_engine(url).connect() as connection:
        kept = str([connection.execute(sa.select(t)).all() for t in (INBOX, CLAIMS)])
    assert "secret" not in kept and "adresse" not in kept and person not in kept


async def test_a_message_stored_by_a_release_before_this_one_finds_its_person(
    at: Inboxes, url: str
):
    inbox = at()
    await inbox.deposit([incoming()])
    with journal.ouvrir(url).begin() as link:
        link.execute(sa.update(INBOX).values(personne=None))
    await inbox.adopt()
    assert await inbox.people() == [inbox.person(incoming())]


async def test_what_was_answered_as_one_is_so_again_after_a_restart_and_ends_as_one(at: Inboxes):
    inbox, person = at(), at().person(incoming())
    await inbox.deposit([incoming("m1"), incoming("m2")])
    await inbox.claim(person)
    await inbox.begin(Batch((incoming("m1"), incoming("m2"))))
    await inbox.sent("m1", person, 1)
    await inbox.deposit([incoming("m3")])
    again = next_one(await at().waiting(person), 1.5, datetime.now(UTC))
    assert isinstance(again, Batch) and (again.ids, again.sent) == (("m1", "m2"), 1)
    await inbox.finish(again, "HTTP 403")
    assert await inbox.lost() == 1 and await inbox.pending() == 1


async def test_what_could_not_be_sent_is_counted(at: Inboxes):
    inbox = at()
    await inbox.deposit([incoming(), incoming("m2")])
    await inbox.finish(alone(), "HTTP 403 : blocked by the user")
    assert await inbox.lost() == 1 and await inbox.pending() == 1


@pytest.mark.parametrize(("jours", "connu"), [(6.9, True), (7.1, False)])
async def test_ids_are_kept_a_week_and_what_was_never_handled_longer(
    at: Inboxes, jours: float, connu: bool
):
    inbox = at()
    await inbox.deposit([incoming(), incoming("en-attente")])
    await inbox.finish(alone())
    await inbox.purge(datetime.now(UTC) + timedelta(days=jours))
    assert (await inbox.deposit([incoming()]) == []) is connu
    assert await inbox.deposit([incoming("en-attente")]) == []
