"""What was erased in the tracker goes here too, whenever the console looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from console.models import Conversation, Filigrane, Tour
from console.projection import passes
from console.projection.source import Source
from tests.console.evenements import (
    Suivi,
    abandonnee,
    eligible,
    pas_comprise,
)


def test_what_was_erased_in_the_tracker_goes_here_too(suivi: Suivi, projeter: Callable[..., int]):
    alice, bob = suivi.ecrire(eligible()), suivi.ecrire(abandonnee())
    projeter()
    suivi.effacer(alice)
    projeter()
    passes.passe(suivi.moteur)
    assert [c.personne for c in Conversation.objects.all()] == [bob]


def test_what_a_person_says_after_an_erasure_is_kept(suivi: Suivi, projeter: Callable[..., int]):
    alice = suivi.ecrire(eligible())
    projeter()
    suivi.effacer(alice)
    suivi.ecrire(pas_comprise("me revoilà"), alice)
    for _ in range(3):
        passes.passe(suivi.moteur)
    assert [c.issue for c in Conversation.objects.all()] == ["incompris"]


def test_what_was_erased_before_it_was_projected_never_is(
    suivi: Suivi, projeter: Callable[..., int]
):
    alice = suivi.ecrire(eligible("web", "un secret"))
    suivi.effacer(alice)
    suivi.ecrire(pas_comprise())
    projeter()
    assert (
        not Tour.objects.filter(texte__contains="secret").exists()
        and Conversation.objects.count() == 1
    )


def test_an_erasure_of_a_time_when_the_console_was_stopped_is_followed_too(
    suivi: Suivi, projeter: Callable[..., int], monkeypatch: pytest.MonkeyPatch
):
    alice = suivi.ecrire(eligible())
    projeter()
    il_y_a_un_mois = datetime.now(UTC) - timedelta(days=30)
    Filigrane.objects.update(vu=il_y_a_un_mois)
    with monkeypatch.context() as patch:
        patch.setattr("vte.suivi._maintenant", lambda: il_y_a_un_mois + timedelta(hours=3))
        suivi.effacer(alice)
    passes.passe(suivi.moteur)
    assert not Conversation.objects.exists()


def test_a_thousand_holes_are_looked_into(suivi: Suivi):
    source = Source(suivi.moteur)
    suivi.ecrire(eligible())
    assert [n.id for n in source.parmi([(n, n) for n in range(2, 6000, 2)])] == list(
        range(2, len(eligible()) + 1, 2)
    )
