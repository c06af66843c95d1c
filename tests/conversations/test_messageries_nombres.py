"""A number answers the question that is open; it never chooses among what a menu shows (K1)."""

from __future__ import annotations

import pytest

from tests.messageries import SurWhatsApp
from tests.serveurs import Serveurs


@pytest.fixture
def personne(serveurs: Serveurs) -> SurWhatsApp:
    return SurWhatsApp(serveurs)


def known(personne: SurWhatsApp) -> str:
    return "\n".join(personne.dire("récapitule"))


@pytest.mark.parametrize("said", ["3", "03", "4", "3️⃣", "3 personnes", "trois"])
def test_a_number_of_people_is_that_number_under_three_choices(personne: SurWhatsApp, said: str):
    personne.dire("Je recrute un jeune à Oyonnax en CDI")
    personne.dire(said)
    assert f"{4 if said == '4' else 3}\u00a0personnes" in known(personne)


def test_a_number_under_a_summary_erases_nothing(personne: SurWhatsApp):
    personne.dire("on est 45 à Oyonnax, en CDD")
    personne.dire("1er septembre 2021")
    known(personne)
    assert "Nouvelle simulation" in dict(personne.plateforme.recus[personne.adresse][-1]["choix"])
    for said in ("2", "b"):
        assert "de zéro" not in "\n".join(personne.dire(said))
    assert "45\u00a0personnes" in known(personne)


def test_a_number_under_the_choices_of_an_explanation_answers_the_question(personne: SurWhatsApp):
    personne.dire("Je recrute un jeune à Oyonnax en CDI")
    personne.dire("c'est quoi le VTE ?")
    personne.dire("2")
    assert "2\u00a0personnes" in known(personne)


def test_starting_again_asks_for_its_words(personne: SurWhatsApp):
    personne.dire("on est 45 à Oyonnax, en CDD")
    known(personne)
    assert "de zéro" in "\n".join(personne.dire("Nouvelle simulation"))
