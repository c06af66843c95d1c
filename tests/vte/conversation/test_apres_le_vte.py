"""When the VTE is over or refused, the conversation goes on to what is left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.regles import evaluer

ESPACE = "\u00a0"
APPRENTI: dict[str, Any] = {
    "commune": "01283",
    "effectif": 45,
    "contrat": "apprentissage",
    "date_debut": "2026-10-01",
}


def juge(**faits: Any) -> Personne:
    personne = Personne(**faits)
    personne.dit("alors ?", "demander_aides")
    return personne


@pytest.fixture
def aujourd_hui(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day after the period of the VTE."""
    monkeypatch.setenv("VTE_AUJOURDHUI", "2026-11-27")


def test_first_contact_says_that_the_period_is_over_and_that_there_is_more(aujourd_hui: None):
    personne = Personne()
    personne.arrive()
    assert personne.dites == ["utter_accueil_periode_close"]
    assert "celles d'à côté" in personne.textes[0]


def test_out_of_the_period_what_would_tell_the_other_aids_is_asked_then_they_are_said(
    aujourd_hui: None,
):
    personne = juge(**APPRENTI)
    assert personne.dites[0] == "utter_verdict_hors_periode"
    assert personne.dites[-2:] == ["utter_verdict_precisions", "utter_demander_niveau_prepare"]
    assert "utter_verdict_autres_restent" not in personne.dites
    personne.dit("une licence pro", lecture=lue(niveau_prepare=3))
    autres = personne.valeurs("utter_verdict_autres_restent")["autres"]
    assert f"Jusqu'à 2{ESPACE}000{ESPACE}€" in autres
    assert f"750{ESPACE}€" in personne.valeurs("utter_verdict_total")["total"]
    assert "utter_verdict_voisines" in personne.dites
    assert "utter_verdict_hors_periode" not in personne.dites  # said once


def test_a_refusal_goes_on_too():
    personne = juge(commune="69123", contrat="apprentissage", date_debut="2021-10-01", effectif=45)
    assert personne.dites[0] == "utter_verdict_non_eligible"
    assert personne.etat.question in evaluer(personne.etat.entretien.dossier).precisions
    while personne.etat.question:
        personne.dit("je ne sais pas", "ne_sait_pas", lecture=lue())
    assert "utter_verdict_autres_restent" in personne.dites


def test_what_is_not_known_is_not_asked_twice_and_the_aids_are_said_all_the_same():
    personne = juge(**ELIGIBLE | {"date_conclusion": None})
    assert personne.etat.question == "date_conclusion"
    personne.dit("je ne sais pas", "ne_sait_pas", lecture=lue())
    assert personne.etat.question is None and "utter_verdict_autres" in personne.dites
    assert "signature" in personne.valeurs("utter_verdict_autres")["autres"]


def test_the_day_of_signing_is_asked_only_where_it_can_change_an_amount():
    juin = juge(**ELIGIBLE | {"date_debut": "2021-06-01", "date_conclusion": None})
    assert juin.etat.question is None
    octobre = juge(**ELIGIBLE | {"date_debut": "2021-10-01", "date_conclusion": None})
    assert octobre.etat.question == "date_conclusion"


def test_the_answer_is_the_day_of_signing_and_leaves_the_start_as_it_was():
    personne = juge(**ELIGIBLE | {"date_conclusion": None})
    personne.dit("le 20 juin")
    assert personne.sait["date_conclusion"] == "2021-06-20"
    assert personne.sait["date_debut"] == "2021-09-01"


def test_why_explains_the_precision_and_the_verdict_that_was_said():
    personne = juge(**ELIGIBLE | {"date_conclusion": None})
    dites = personne.dit("pourquoi ?", "expliquer_question")
    assert dites[:2] == ["utter_explique_date_conclusion", "utter_pourquoi"]


def test_a_contract_that_no_scheme_is_for_asks_nothing_more():
    personne = juge(**ELIGIBLE | {"contrat": "stage"})
    assert personne.etat.question is None
    assert "utter_verdict_autres_restent" not in personne.dites


def test_a_change_that_touches_another_aid_alone_says_it_again():
    personne = juge(**ELIGIBLE | {"date_debut": "2021-12-15"})
    dites = personne.dit("signé le 5", lecture=lue(date_conclusion="2021-12-05"))
    assert "utter_verdict_autres" in dites and "utter_verdict_eligible" not in dites


@pytest.mark.parametrize(
    ("dit", "sait"),
    [
        # Of a contract that begins in September, the June before: one signs before one begins.
        ("le 20 juin", {"date_conclusion": "2026-06-20", "date_debut": "2026-09-01"}),
        ("il a été signé en juin", {"date_conclusion": "2026-06-01", "date_debut": "2026-09-01"}),
        ("il commence le 1er octobre 2026", {"date_debut": "2026-10-01"}),
        (
            "signé le 20 février 2026, il commence le 1er avril 2026",
            {"date_conclusion": "2026-02-20", "date_debut": "2026-04-01"},
        ),
    ],
)
def test_the_day_of_signing_is_told_from_the_first_day(
    dit: str, sait: dict[str, str], aujourd_hui: None
):
    personne = juge(**APPRENTI | {"date_debut": "2026-09-01", "niveau_prepare": 3})
    assert personne.etat.question == "date_conclusion"
    personne.dit(dit)
    assert {c: v for c, v in personne.sait.items() if c.startswith("date")} == sait


def test_a_signing_after_the_start_is_asked_back(aujourd_hui: None):
    personne = juge(**APPRENTI | {"date_debut": "2026-09-01", "niveau_prepare": 3})
    dites = personne.dit("le 20 janvier 2027")
    assert "date_conclusion" not in personne.sait and dites[-1] == "utter_doute_date_conclusion"


def test_closed_aids_are_not_said_to_exist():
    personne = juge(**ELIGIBLE | {"niveau_obtenu": 2, "date_conclusion": "2021-06-10"})
    assert "utter_verdict_autres_fermees" in personne.dites


@pytest.mark.parametrize(
    "dit", ["la signature c'est le 2 juillet", "en fait on signe le 2 juillet"]
)
def test_a_day_of_signing_that_nothing_asked_for_is_noted_aloud(dit: str):
    personne = juge(**ELIGIBLE | {"date_conclusion": None})
    personne.dit("je ne sais pas", "ne_sait_pas", lecture=lue())
    dites = personne.dit(dit)
    assert dites[0] == "utter_doute_retenu" and "utter_pas_compris" not in dites
    assert personne.sait["date_debut"] == "2021-09-01"
    assert personne.sait["date_conclusion"] == "2021-07-02"


def test_no_change_is_proposed_for_an_aid_that_is_over(aujourd_hui: None):
    personne = juge(commune="01283", effectif=45, contrat="apprentissage", niveau_prepare=2)
    assert personne.dites[0] == "utter_verdict_non_eligible"
    assert "utter_verdict_pistes" not in personne.dites
