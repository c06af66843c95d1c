"""Values that are words: those that a key says how to read, and the titles of its buttons."""

from __future__ import annotations

import pytest

from vte.dossier import LES_CLES, Cle
from vte.lecture import lire


@pytest.mark.parametrize(
    ("dit", "question", "faits"),
    [
        ("Autre", "contrat", {"contrat": "autre"}),
        ("bac ou moins.", "niveau_obtenu", {"niveau_obtenu": 0}),
        ("Moins de 250", "effectif", {"taille": "pme"}),
        ("De 250 à 4 999", "effectif", {"taille": "eti"}),
        ("5 000 ou plus", "effectif", {"taille": "grande"}),
    ],
)
def test_the_words_of_a_button_may_be_typed(dit: str, question: str, faits: dict[str, object]):
    assert lire(dit, question).faits == faits


@pytest.mark.parametrize("cle", LES_CLES.values(), ids=list(LES_CLES))
def test_each_button_typed_is_the_fact_that_it_states(cle: Cle):
    for choix in cle.choix:
        assert lire(choix.titre, cle.nom).faits == {choix.cle: choix.valeur}


def test_the_words_of_a_button_answer_its_question_only():
    assert lire("Autre").faits == {} == lire("Autre", "commune").faits


def test_what_a_key_reads_are_values_of_its_own():
    for cle in LES_CLES.values():
        assert set(cle.lue) <= set(cle.nature.valeurs)


@pytest.mark.parametrize(
    ("texte", "question", "faits"),
    [
        ("5", "niveau_obtenu", {"niveau_obtenu": 5}),
        ("+2.", "niveau_prepare", {"niveau_prepare": 2}),
        ("0", "niveau_obtenu", {"niveau_obtenu": 0}),
        ("0", "niveau_prepare", {}),
        ("-1", "niveau_obtenu", {}),
    ],
)
def test_a_bare_level_answers_the_question_about_a_level(
    texte: str, question: str, faits: dict[str, object]
):
    assert lire(texte, question).faits == faits
