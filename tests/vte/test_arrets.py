"""Who said STOP is remembered by a hash alone, reminded once a day, and erased with the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from vte import arrets, effacement, journal
from vte.arrets import ARRETS, Arrets

PERSON = "telegram-0f3a"


@pytest.fixture
def stops(
    url_vide: str, stores_elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Arrets:
    monkeypatch.setenv("VTE_SUIVI", url_vide)
    return Arrets(journal.ouvrir(url_vide))


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(arrets, "_maintenant", lambda: moment)


def test_a_stop_holds_until_it_is_taken_back(stops: Arrets):
    assert not stops.tient(PERSON)
    stops.commencer(PERSON)
    assert stops.tient(PERSON)
    stops.finir(PERSON)
    assert stops.tient(PERSON) and not stops.tient("telegram-autre")
    assert stops.lever(PERSON) and not stops.lever(PERSON)
    assert not stops.tient(PERSON)


def test_the_erasure_of_a_stop_leaves_it_and_any_other_takes_it(stops: Arrets):
    stops.commencer(PERSON)
    effacement.effacer([PERSON])
    assert stops.tient(PERSON)
    stops.finir(PERSON)
    effacement.effacer([PERSON])
    assert not stops.tient(PERSON)


def test_a_stop_that_a_worker_died_in_is_erased_too_after_an_hour(
    stops: Arrets, monkeypatch: pytest.MonkeyPatch
):
    now = datetime.now(UTC)
    at(monkeypatch, now - timedelta(hours=2))
    stops.commencer(PERSON)
    at(monkeypatch, now)
    effacement.effacer([PERSON])
    assert not stops.tient(PERSON)


def test_a_reminder_is_due_once_a_day(stops: Arrets, monkeypatch: pytest.MonkeyPatch):
    noon = datetime(2026, 11, 29, 12, tzinfo=UTC)
    at(monkeypatch, noon)
    stops.commencer(PERSON)
    assert stops.a_rappeler(PERSON) and not stops.a_rappeler(PERSON)
    at(monkeypatch, noon + timedelta(hours=23))
    assert not stops.a_rappeler(PERSON)
    at(monkeypatch, noon + timedelta(hours=25))
    assert stops.a_rappeler(PERSON)


def test_it_is_kept_as_long_as_conversations_from_the_last_message(
    stops: Arrets, monkeypatch: pytest.MonkeyPatch
):
    began = datetime(2026, 1, 1, tzinfo=UTC)
    at(monkeypatch, began)
    for person in (PERSON, "telegram-autre"):
        stops.commencer(person)
        stops.finir(person)
    at(monkeypatch, began + timedelta(days=30))
    stops.a_rappeler(PERSON)
    effacement.purger(began + timedelta(days=10))
    assert stops.tient(PERSON) and not stops.tient("telegram-autre")


def test_nothing_but_a_hash_and_dates_is_there(stops: Arrets):
    stops.commencer(PERSON)
    with stops._moteur.connect() as link:
        (row,) = link.execute(sa.select(ARRETS)).mappings()
    assert set(row) == {"session", "le", "rappele", "etat"}
