"""Rows that older code wrote are completed by the passes that follow, from what is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from console.effacement import effacer_personne
from console.figures import un
from console.models import Constat, Conversation
from console.models.conversations import Issue
from console.projection import passes
from console.projection.completion import completer
from tests.console.evenements import Suivi
from tests.console.test_figures_lead import JUIN, corrigee
from tests.vte.resultats.conftest import parler
from vte.avis import Avis, LesAvis
from vte.relais.relais import LesRelais


@pytest.fixture(autouse=True)
def ancienne(suivi: Suivi, projeter: Callable[..., int]) -> None:
    """A conversation as code of before these columns left it, with an opinion and a relay."""
    suivi.ecrire(corrigee(), "ancienne")
    projeter()
    parler(suivi.moteur, "ancienne")
    LesAvis(suivi.moteur).noter(Avis("ancienne", "verdict", False, "unclear"))
    LesRelais(suivi.moteur).prendre("ancienne", "web", "lise")
    Constat.objects.all().delete()
    neutre = {"jour": None, "ecrits": 0, "informee": False, "premiers_mots": ""}
    Conversation.objects.update(**neutre, derniers_mots="", issue=Issue.VERDICT)


def test_the_next_pass_fills_what_is_missing(suivi: Suivi):
    passes.passe(suivi.moteur)
    lue = Conversation.objects.get()
    assert (lue.jour, lue.ecrits, lue.issue) == (date(2021, 6, 15), 4, Issue.A_PRECISER)
    assert lue.premiers_mots == "je recrute à Oyonnax" and lue.derniers_mots == "Noté"
    assert lue.relayee and lue.avis_negatif
    assert dict(un("corriges", JUIN).lignes)["le type de contrat"][0] == 1
    assert dict(un("motifs", JUIN).lignes)["pas clair"][0] == 1


def test_each_is_completed_once():
    assert completer() == ["ancienne"] and completer() == []


def test_it_is_erased_with_the_person(suivi: Suivi):
    passes.passe(suivi.moteur)
    assert Constat.objects.exists()
    effacer_personne("ancienne")
    assert not Constat.objects.exists()
