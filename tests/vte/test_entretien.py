"""The interview: what an answer changes, and what is asked next."""

from __future__ import annotations

from typing import Any

from vte.entretien import CHOIX, Entretien, entendre, noter, passer, progression, question
from vte.francais import lire

ELIGIBLE: dict[str, Any] = {
    "commune": "01283", "effectif": 45, "contrat": "cdd", "duree_mois": 18, "date_debut": "2021-09-01",
    "niveau_obtenu": 5, "date_diplome": "2021-06-01",
}  # fmt: skip


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


def test_progress_counts_what_this_dossier_asks():
    assert progression(Entretien()) == {"answered": 0, "total": 7}
    assert progression(noter(Entretien(), ELIGIBLE)) == {"answered": 7, "total": 7}
    assert progression(noter(Entretien(), {"contrat": "cdi", "taille": "pme"})) == {"answered": 2, "total": 6}
