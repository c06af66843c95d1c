"""How far the tracker was read: nothing is lost, whatever the order in which ids are seen."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from console.models import Conversation, Filigrane, Tour
from console.projection import passes, watermark
from console.projection.source import Nouveau
from console.projection.watermark import Trou, combler, encore_attendus, trous
from tests.console.evenements import (
    Suivi,
    abandonnee,
    eligible,
)

AVANT = datetime(2026, 1, 1, tzinfo=UTC)


def venus(*ids: int, le: datetime = AVANT) -> list[Nouveau]:
    return [Nouveau(i, "p", le.timestamp()) for i in ids]


def test_missing_ids_are_remembered_and_filled():
    manquants = trous(3, venus(5, 6, 10), AVANT)
    assert manquants == [Trou(4, 4, AVANT), Trou(7, 9, AVANT)]
    assert combler(manquants, [4, 8]) == [Trou(7, 7, AVANT), Trou(9, 9, AVANT)]
    assert combler(manquants, []) == manquants


def test_what_is_missing_before_an_event_of_long_ago_was_erased_and_is_not_waited_for():
    assert trous(3, venus(5, le=AVANT - timedelta(days=2)), AVANT) == []


def test_an_id_that_never_comes_is_given_up_after_a_day():
    manquants = [Trou(4, 4, AVANT)]
    assert encore_attendus(manquants, AVANT + watermark.ATTENTE - timedelta(minutes=1)) == manquants
    assert encore_attendus(manquants, AVANT + watermark.ATTENTE) == []


def test_the_watermark_is_the_same_after_it_was_stored():
    manquants = trous(0, venus(2, 9), AVANT)
    assert watermark.depuis_json(watermark.en_json(manquants)) == manquants


@pytest.fixture
def sur_postgresql(suivi: Suivi) -> None:
    suivi.heure = time.time()
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: ids become visible in their order")


@pytest.mark.usefixtures("sur_postgresql")
def test_an_id_that_becomes_visible_after_a_higher_one_is_not_lost(
    suivi: Suivi, projeter: Callable[..., int]
):
    with suivi.moteur.connect() as lente:
        transaction = lente.begin()
        suivi.ecrire(eligible("web", "la lente"), "lente", lente)
        suivi.ecrire(eligible("web", "la rapide"), "rapide")
        projeter()
        assert [c.personne for c in Conversation.objects.all()] == ["rapide"]
        assert Filigrane.objects.get().attendus
        transaction.commit()
    projeter()
    assert sorted(Conversation.objects.values_list("personne", flat=True)) == ["lente", "rapide"]
    assert Filigrane.objects.get().attendus == []


@pytest.mark.usefixtures("sur_postgresql")
def test_many_writers_who_commit_in_any_order_lose_nothing(
    suivi: Suivi, projeter: Callable[..., int]
):
    """Forty transactions open at once, some of which fail, a pass after each."""
    hasard = random.Random(5)
    liens = [suivi.moteur.connect() for _ in range(5)]
    ouvertes: list[tuple[Any, Any, str]] = []
    gardees: set[str] = set()
    for numero in range(40):
        if len(ouvertes) == len(liens) or (ouvertes and hasard.random() < 0.4):
            _, transaction, qui = ouvertes.pop(hasard.randrange(len(ouvertes)))
            if hasard.random() < 0.2:
                transaction.rollback()
            else:
                transaction.commit()
                gardees.add(qui)
        lien = next(x for x in liens if x not in [o[0] for o in ouvertes])
        ouvertes.append((lien, lien.begin(), f"p{numero}"))
        suivi.ecrire(abandonnee(), f"p{numero}", lien)
        passes.passe(suivi.moteur, 9)
    for _, transaction, qui in ouvertes:
        transaction.commit()
        gardees.add(qui)
    projeter()
    assert set(Conversation.objects.values_list("personne", flat=True)) == gardees
    assert Tour.objects.count() == len(gardees)
    for lien in liens:
        lien.close()
