"""STOP on each messenger: heard however it is said, kept, and taken back."""

from __future__ import annotations

import os
import sqlite3
import time

import pytest

from tests.messageries import TOUS, Personne
from tests.serveurs import Serveurs
from vte import effacement
from vte.pseudonymes import pseudonyme


@pytest.fixture(params=TOUS, ids=lambda c: c.canal)
def personne(request: pytest.FixtureRequest, serveurs: Serveurs) -> Personne:
    return request.param(serveurs)


def kept() -> str:
    with sqlite3.connect(os.environ["VTE_SUIVI"]) as connexion:
        return "\n".join(connexion.iterdump())


def stopped() -> str:
    return "\n".join(line for line in kept().splitlines() if "arrets" in line)


def silent(personne: Personne) -> bool:
    return personne.lire(delai=2.5) == []


@pytest.mark.parametrize(
    "order", ["STOP\u00a0!", "/stop", "stop merci", "🛑 stop", "ne m'écrivez plus"]
)
def test_stop_is_kept_whatever_is_open(personne: Personne, order: str):
    personne.dire("on est 45 à Oyonnax, un secret bien gardé")
    assert "REPRENDRE" in personne.dire(order)[0]
    assert "un secret bien gardé" not in kept()


def test_after_stop_one_reminder_then_nothing_until_it_is_taken_back(personne: Personne):
    personne.dire("on est 45 à Oyonnax")
    personne.dire("stop")
    before = len(personne.plateforme.appels)
    (reminder,) = personne.dire("on est 60, un autre secret")
    assert "de ne plus vous écrire" in reminder
    personne.dire("allô ?", attendre=False)
    assert silent(personne) and "un autre secret" not in kept()
    assert len(personne.plateforme.appels) <= before + 1  # nor « is typing »
    assert "de nouveau" in personne.dire("reprendre")[0]
    assert "assistant automatique" in personne.dire("bonjour")[0]


def test_only_a_keyed_hash_remembers_a_stop_and_staff_can_erase_it(personne: Personne):
    personne.dire("STOP")
    person = pseudonyme(personne.canal, personne.adresse)
    assert person in stopped() and personne.adresse.removeprefix("whatsapp:") not in kept()
    effacement.effacer([person])
    assert person not in stopped()
    assert "assistant automatique" in personne.dire("bonjour")[0]


def test_what_may_be_a_stop_is_asked_and_yes_erases_all(personne: Personne):
    personne.dire("on est 45 à Oyonnax, un secret bien gardé")
    asked = personne.dire("on s'est trompé de service, ne m'écrivez plus")
    assert "que tout soit effacé" in asked[-1] and "secret" in kept()
    assert "REPRENDRE" in personne.dire("Oui !")[0] and "secret" not in kept()


def test_the_choice_that_is_shown_with_that_question_stops_too(personne: Personne):
    personne.dire("on est 45 à Oyonnax")
    personne.dire("attendez, stop")
    shown = [title for title, _ in personne.plateforme.recus[personne.adresse][-1]["choix"]]
    said = personne.choisir(shown[0]) if shown else personne.dire("Oui, tout effacer")
    assert "REPRENDRE" in said[0]


def test_no_goes_on_where_it_was_and_a_later_yes_is_no_stop(personne: Personne):
    personne.dire("on est 45 à Oyonnax")
    personne.dire("attendez, stop")
    assert "nous continuons" in personne.dire("non merci")[0]
    personne.dire("oui")
    assert "45\u00a0personnes" in "\n".join(personne.dire("récapitule"))


def test_what_only_speaks_of_stopping_stops_nothing(personne: Personne):
    personne.dire("on est 45 à Oyonnax")
    personne.dire("je voudrais arrêter mon apprentissage")
    assert "45\u00a0personnes" in "\n".join(personne.dire("récapitule"))


def test_stop_passes_before_what_waits(personne: Personne):
    personne.plateforme.regler(latence=1.0)
    personne.dire("bonjour", attendre=False)
    time.sleep(0.6)  # its answer is being sent
    for said in ("on est 45 à Oyonnax", "STOP"):
        personne.dire(said, attendre=False)
    said = personne.lire()
    for _ in range(15):
        if any("REPRENDRE" in one for one in said):
            break
        said += personne.lire(delai=1)
    personne.plateforme.regler()
    assert "REPRENDRE" in said[-1] and not any("Oyonnax" in one for one in said)
