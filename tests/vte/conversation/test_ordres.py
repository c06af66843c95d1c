"""What is asked of the assistant itself: what it says, and what it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation import Etat


def test_why_after_a_verdict_gives_each_reason_with_its_source():
    personne = Personne(**ELIGIBLE)
    personne.dit("alors ?", "demander_aides")
    assert personne.dit("pourquoi ?", "expliquer_question") == ["utter_pourquoi"]
    assert "décret n° 2008-1354" in personne.valeurs("utter_pourquoi")["raisons_sourcees"]


def test_why_announces_first_what_the_rules_say_now_where_they_have_changed():
    personne = Personne({"annonce": {"statut": "non_eligible"}}, **ELIGIBLE)
    assert personne.dit("pourquoi ?", "expliquer_question")[0] == "utter_verdict_eligible"


def test_why_before_anything_says_what_is_asked_and_why():
    assert Personne().dit("pourquoi ?", "expliquer_question") == ["utter_explique"]


def test_why_explains_the_open_question_and_asks_it_again():
    personne = Personne({"question": "effectif"}, commune="01283")
    assert personne.dit("pourquoi ?", "expliquer_question") == [
        "utter_explique_effectif",
        "utter_demander_effectif",
    ]


def test_what_if_compares_and_changes_nothing():
    personne = Personne(**ELIGIBLE)
    sait = personne.sait
    assert personne.dit("et si c'était 8 mois ?", "comparer") == [
        "utter_et_si_non_eligible",
        "utter_et_si_differences",
        "utter_et_si_garder",
    ]
    assert personne.sait == sait and personne.etat.et_si == {"duree_mois": 8}


def test_what_if_without_a_change_asks_for_one_which_the_next_message_says():
    personne = Personne(**ELIGIBLE)
    assert personne.dit("je voudrais comparer", "comparer") == ["utter_et_si"]
    assert personne.dit("8 mois")[0] == "utter_et_si_non_eligible"
    assert personne.sait["duree_mois"] == 18


def test_what_if_waits_for_one_message_only():
    personne = Personne(**ELIGIBLE)
    personne.dit("je voudrais comparer", "comparer")
    personne.dit("récapitule", "recapituler")
    personne.dit("8 mois", lecture=lue(duree_mois=8))
    assert personne.sait["duree_mois"] == 8


def test_a_trial_that_is_kept_changes_the_dossier():
    personne = Personne({"et_si": {"duree_mois": 12}}, duree_mois=8, contrat="cdd")
    personne.dit("garder", "garder")
    assert personne.sait["duree_mois"] == 12 and personne.etat.et_si is None


def test_keeping_when_nothing_was_tried_is_not_understood():
    assert Personne().dit("garder", "garder") == ["utter_pas_compris"]


def test_what_to_change_is_offered_unless_it_is_said():
    personne = Personne(**ELIGIBLE)
    assert personne.dit("je veux modifier", "modifier") == ["utter_modifier"]
    assert "La commune" in [b.title for b in personne.paroles[0].boutons]
    personne.dit("changer la commune", "modifier")
    assert personne.etat.entretien.a_modifier == "commune"
    assert personne.etat.question == "commune"


def test_a_summary_says_the_facts_or_that_there_are_none():
    assert Personne().dit("récapitule", "recapituler") == ["utter_recapitulatif_vide"]
    personne = Personne(**ELIGIBLE)
    assert personne.dit("récapitule", "recapituler") == ["utter_recapitulatif"]
    assert "Oyonnax" in personne.valeurs("utter_recapitulatif")["faits"]


def test_erasing_is_confirmed_first():
    personne = Personne()
    assert personne.dit("effacez tout", "effacer") == ["utter_confirmer_effacement"]
    assert personne.presse("effacer", certain=True) == ["utter_efface"]


@pytest.mark.parametrize(
    ("oui", "intent"),
    [
        ("oui", "affirmer"),
        ("ouiii", "nlu_fallback"),
        ("oui stp efface", "effacer"),
        ("jte di dac", "nlu_fallback"),
        ("vazy oui", "informer"),
        ("faites-le", "continuer"),
        ("efface", "effacer"),
    ],
)
@pytest.mark.parametrize("connu", [{}, ELIGIBLE], ids=["rien de connu", "après un verdict"])
def test_yes_in_any_words_erases_once_it_was_asked(oui: str, intent: str, connu: dict[str, Any]):
    personne = Personne(**connu)
    personne.dit("effacez tout", "effacer")
    assert personne.dit(oui, intent) == ["utter_efface"]


def test_what_is_not_understood_erases_nothing_and_says_so_once():
    personne = Personne(contrat="cdi")
    personne.dit("effacez tout", "effacer")
    assert personne.dit("hmm", "nlu_fallback") == ["utter_rien_efface"]
    assert personne.dit("bon, oui", "nlu_fallback") == ["utter_efface"]


@pytest.mark.parametrize("non", ["non", "non garde", "oui mais pas tout", "nan laisse"])
def test_no_or_a_reserve_erases_nothing(non: str):
    personne = Personne(contrat="cdi")
    personne.dit("effacez tout", "effacer")
    assert "utter_efface" not in personne.dit(non, "nier" if "n" in non[:3] else "informer")


def test_yes_later_or_of_something_else_erases_nothing():
    personne = Personne(contrat="cdi")
    personne.dit("effacez tout", "effacer")
    personne.dit("on est 45")
    assert "utter_efface" not in personne.dit("oui", "affirmer")


def test_begin_again_forgets_everything_and_asks_the_first_question_in_full():
    personne = Personne({"posees": {"commune": 4}, "annonce": {"statut": "eligible"}}, **ELIGIBLE)
    dites = personne.dit("on recommence", "recommencer")
    assert dites == ["utter_recommencer", "utter_demander_commune"]
    assert personne.sait == {} and personne.etat.verdict is None
    neuf = replace(personne.etat, avant=None, dite=None)  # but what « annule » comes back to
    assert neuf == Etat(question="commune", posees={"commune": 1})
