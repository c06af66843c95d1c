"""Judging what chance drew: what is refused is said, what is written meanwhile is not lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from console.models import Conversation
from tests.console.conftest import texte
from tests.console.evenements import eligible
from tests.console.test_files import aller, juger

Projetee = Callable[..., Conversation]
Entrer = Callable[..., Client]


@pytest.fixture
def tiree(projetee: Projetee, monkeypatch: pytest.MonkeyPatch) -> Conversation:
    monkeypatch.setattr("console.projection.reasons.PART", 1.0)
    return projetee(eligible())


def test_a_refused_judgement_says_of_which_and_leads_back_to_it_in_its_queue(
    entrer: Entrer, tiree: Conversation, projetee: Projetee
):
    projetee(eligible())  # the next of the queue
    for nom in ("alice", "bob"):
        juger(entrer("relecteur", nom), tiree, "juste")
    eve, ici = entrer("relecteur", "eve"), f"/conversations/{tiree.pk}/?file=aleatoire#tour-1"
    for classe, refus in (("juste", f"{tiree.pk} n'attend plus"), ("splendide", "Choisissez")):
        corps = {"classe": classe, "file": "aleatoire"}
        assert aller(eve, f"/conversations/{tiree.pk}/jugement/", **corps) == ici
        assert refus in texte(eve.get(ici))
    sans_file = {"classe": "splendide", "file": "inventee"}
    ou = aller(eve, f"/conversations/{tiree.pk}/jugement/", **sans_file)
    assert ou == f"/conversations/{tiree.pk}/"


def test_whoever_judges_holds_the_conversation_first_and_so_does_what_writes_its_reasons(
    entrer: Entrer, tiree: Conversation
):
    """Else a judgement between what the projection reads and what it writes is overwritten."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with CaptureQueriesContext(connection) as vues:
        juger(entrer("relecteur"), tiree, "juste")
        tiree.raisons.update(rangs=[])  # so that they differ from what is found, and are written
        call_command("raisons")
    faites = [q["sql"] for q in vues]
    tenues = [n for n, sql in enumerate(faites) if "conversation" in sql and "FOR UPDATE" in sql]
    lues = [n for n, sql in enumerate(faites) if 'FROM "console_jugement"' in sql]
    ecrites = [n for n, sql in enumerate(faites) if 'INSERT INTO "console_' in sql]
    assert len(tenues) == 2
    assert any(tenues[0] < n < tenues[1] for n in lues) and tenues[1] < lues[-1]
    assert tenues[0] < min(n for n in ecrites if "jugement" in faites[n])
    assert tenues[1] < min(n for n in ecrites if "raison" in faites[n])
