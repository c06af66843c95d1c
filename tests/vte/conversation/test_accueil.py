"""First contact, and coming back."""

from __future__ import annotations

from tests.vte.conversation.personne import Personne
from vte.horloge import au


def test_first_contact_welcomes():
    assert Personne().arrive() == ["utter_accueil"]


def test_a_period_that_is_over_is_said_at_first_contact():
    with au("2026-11-25"):
        assert Personne().arrive() == ["utter_accueil_periode_close"]


def test_coming_back_offers_to_take_up_the_earlier_answers():
    personne = Personne({"question": "contrat", "echecs": 2}, effectif=45)
    assert personne.arrive() == ["utter_reprise"]
    assert "45" in personne.valeurs("utter_reprise")["faits"]
    assert personne.sait["effectif"] == 45
    assert personne.etat.question is None and personne.etat.echecs == 0
