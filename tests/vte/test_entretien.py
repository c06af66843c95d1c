"""The interview: what an answer changes, and what is asked next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vte.entretien import (
    CHOIX,
    Entretien,
    en_slots,
    entendre,
    noter,
    passer,
    peut_poursuivre,
    question,
    reprendre,
)
from vte.francais import lire
from vte.francais.choix import choisir

ELIGIBLE: dict[str, Any] = {
    "commune": "01283",
    "effectif": 45,
    "contrat": "cdd",
    "duree_mois": 18,
    "date_debut": "2021-09-01",
    "niveau_obtenu": 5,
    "date_diplome": "2021-06-01",
}


def test_the_question_is_the_first_that_the_rules_miss():
    assert question(Entretien()) == "commune"
    assert question(noter(Entretien(), {"commune": "01283"})) == "effectif"
    assert question(noter(Entretien(), ELIGIBLE)) is None


def test_a_refusal_ends_the_questions_and_a_correction_opens_them_again():
    refuse = noter(Entretien(), {"contrat": "stage"})
    assert question(refuse) is None
    assert question(noter(refuse, {"contrat": "cdi"})) == "commune"


def test_a_new_contract_brings_its_duration():
    cdi = noter(Entretien(), {"contrat": "cdi"})
    suite = noter(cdi, {"duree_mois": 12, "contrat": "apprentissage"})
    assert (suite.faits["contrat"], suite.faits["duree_mois"]) == ("apprentissage", 12)


def test_the_last_size_said_wins():
    suite = noter(noter(Entretien(), {"effectif": 45}), {"taille": "eti"})
    assert suite.faits == {"taille": "eti"}
    assert noter(suite, {"effectif": 45}).faits == {"effectif": 45, "taille": "pme"}


def test_alternance_does_not_blur_what_was_precise():
    precis = noter(Entretien(), {"contrat": "apprentissage"})
    assert noter(precis, {"contrat": "alternance"}).faits["contrat"] == "apprentissage"


def test_homonyms_wait_for_a_choice():
    suite = entendre(Entretien(), lire("un poste à Saint-Denis"))
    assert question(suite) == CHOIX and len(suite.possibles) == 4
    assert question(noter(suite, {"commune": "93066"})) != CHOIX


def test_a_question_passed_is_not_asked_again_until_it_is_answered():
    passe = passer(Entretien(), "commune")
    assert question(passe) == "effectif"
    assert noter(passe, {"commune": "01283"}).passees == ()
    assert passer(entendre(Entretien(), lire("à Saint-Denis")), CHOIX).passees == ("commune",)


def test_an_invalid_fact_is_left_aside():
    assert noter(Entretien(), {"effectif": -3, "contrat": "cdi"}).faits == {"contrat": "cdi"}


def test_a_candidate_is_first_asked_what_is_theirs_and_last_the_head_count():
    suite, posees = noter(Entretien(), {"profil": "candidat"}), []
    while (cle := question(suite)) is not None:
        posees.append(cle)
        suite = passer(suite, cle)
    assert posees[:2] == ["contrat", "niveau_obtenu"] and posees[-1] == "effectif"


def test_after_a_refusal_one_may_go_on_with_what_was_not_asked():
    refuse = noter(Entretien(), {"contrat": "stage"})
    assert peut_poursuivre(refuse)
    suite = replace(refuse, poursuivre=True)
    assert question(suite) == "commune" and not peut_poursuivre(suite)


def test_there_is_nothing_to_go_on_with_when_all_is_known_or_nothing_is_refused():
    assert not peut_poursuivre(noter(Entretien(), ELIGIBLE | {"duree_mois": 8}))
    assert not peut_poursuivre(noter(Entretien(), {"contrat": "cdi"}))


def test_a_key_to_say_again_is_asked_first_even_when_refused():
    refuse = replace(noter(Entretien(), ELIGIBLE | {"contrat": "stage"}), a_modifier="effectif")
    assert question(refuse) == "effectif"
    assert question(noter(refuse, {"taille": "eti"})) is None


def test_a_key_to_say_again_may_be_left_as_it_was():
    suite = passer(replace(noter(Entretien(), ELIGIBLE), a_modifier="effectif"), "effectif")
    assert suite.faits["effectif"] == 45 and suite.passees == () and question(suite) is None


def test_slots_keep_an_interview_whole():
    suite = replace(
        noter(Entretien(), ELIGIBLE), passees=("profil",), a_modifier="contrat", poursuivre=True
    )
    assert reprendre(en_slots(suite)) == suite


def test_a_word_in_a_long_sentence_is_no_rank_in_a_choice():
    assert (
        choisir("j'aimerais faire venir une jeune qui sort de polytech", ["51129", "08105"]) is None
    )
    assert choisir("la première", ["51129", "08105"]) == "51129"
