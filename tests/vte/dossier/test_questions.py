"""The order of the questions, what answers one, and how many there are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vte.fabriques import apprentissage, cdd
from vte.dossier import (
    CLES,
    LES_CLES,
    Dossier,
    depuis_json,
    ordre_des_questions,
    progression,
    question_de,
    questions_repondues,
)
from vte.territoires import ouvrir


def compte(faits: dict[str, Any], *passees: str) -> tuple[int, int]:
    compte = progression(depuis_json(faits, ouvrir().commune), passees)
    return compte["answered"], compte["total"]


def test_a_company_is_first_asked_where_and_how_many():
    assert ordre_des_questions("entreprise")[:2] == ("commune", "effectif")
    assert ordre_des_questions(None) == ordre_des_questions("entreprise")


def test_a_candidate_is_first_asked_what_is_theirs_and_last_the_headcount():
    ordre = ordre_des_questions("candidat")
    avant_l_effectif = set(ordre[: ordre.index("effectif")])
    assert ordre[:2] == ("contrat", "niveau_obtenu")
    assert {"commune", "date_debut", "duree_mois", "niveau_prepare"} <= avant_l_effectif


@pytest.mark.parametrize("audience", ["entreprise", "candidat"])
def test_each_question_has_a_rank_of_its_own_for_each_audience(audience: str):
    rangs = [c.ordre[audience] for c in LES_CLES.values() if c.ordre is not None]
    assert len(set(rangs)) == len(rangs) == len(ordre_des_questions(audience))


def test_who_asks_and_the_size_are_told_never_asked_for():
    assert set(CLES) - set(ordre_des_questions(None)) == {"profil", "taille"}


def test_a_size_answers_the_question_of_the_headcount():
    assert questions_repondues("taille") == ("effectif", "taille")
    assert questions_repondues("contrat") == ("contrat",)


def test_a_fact_is_said_again_by_the_question_that_it_answers():
    assert question_de("taille") == "effectif"
    assert question_de("commune") == "commune"
    assert question_de("profil") is None


def test_progress_counts_what_this_dossier_asks():
    assert progression(Dossier(), ()) == {"answered": 0, "total": 7}
    assert compte(cdd()) == (7, 7)
    assert compte(apprentissage()) == (7, 7)
    assert compte({"contrat": "cdi", "taille": "pme"}) == (2, 6)


def test_a_question_left_aside_counts_as_answered():
    assert compte({"contrat": "cdd"}, "commune", "effectif") == (3, 7)


def test_alternance_counts_the_diploma_prepared_and_not_the_date_of_the_other():
    assert compte({"contrat": "apprentissage", "date_diplome": "2021-06-01"}) == (1, 7)
    assert compte({"contrat": "apprentissage", "niveau_prepare": 3}) == (2, 7)
