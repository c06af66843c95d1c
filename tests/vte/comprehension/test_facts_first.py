"""Facts come first: which messages become `informer`."""

from __future__ import annotations

from typing import Any

import pytest

from vte.comprehension.facts_first import conclude
from vte.lecture import lire


def intent_de(texte: str, classe: str, **contexte: Any) -> str:
    """What is concluded of a message that the model takes for `classe`; `contexte`: see `lire`."""
    return conclude(texte, classe, lire(texte, **contexte)) or classe


@pytest.mark.parametrize(
    "texte", ["un contrat d'apprentissage", "à partir de septembre 2021", "300 personnes", "bac+3"]
)
def test_a_bare_fact_informs_even_when_it_looks_like_a_question(texte: str):
    assert intent_de(texte, "faq") == "informer"


@pytest.mark.parametrize(
    "texte",
    [
        "quelle prime pour un apprenti",
        "un CDD de 6 mois c'est possible ?",
        "la prime apprentissage 2021",
    ],
)
def test_a_question_that_names_a_fact_stays_a_question(texte: str):
    assert intent_de(texte, "faq") == "faq"


@pytest.mark.parametrize(
    "texte",
    [
        "je suis gérante d'une PME, je voudrais savoir combien touche le jeune",
        "je suis étudiante en master, expliquez-moi comment ça marche",
    ],
)
def test_who_writes_says_it_of_the_whole_message_and_takes_no_question_away(texte: str):
    assert intent_de(texte, "faq") == "faq"


def test_a_wish_beside_the_facts_supposes_nothing():
    texte = "on est 45 à Oyonnax et si possible un CDD de 18 mois en septembre"
    assert intent_de(texte, "informer") == "informer"


def test_a_question_put_while_a_change_is_awaited_is_answered():
    assert intent_de("c'est quoi un stage ?", "faq", suppose=True) == "faq"


def test_a_greeting_with_facts_informs():
    assert intent_de("Bonjour, on est 45 à Oyonnax", "saluer") == "informer"


def test_a_whole_dossier_that_ends_in_a_question_informs():
    assert intent_de("On est 45 à Oyonnax, un CDD de 18 mois, quelles aides ?", "faq") == "informer"


def test_an_order_is_never_taken_for_facts():
    assert (
        intent_de("on recommence avec un CDI de 45 personnes à Oyonnax", "recommencer")
        == "recommencer"
    )


def test_no_fact_no_change():
    assert intent_de("bonjour", "saluer") == "saluer"


def test_a_group_of_communes_alone_informs():
    assert (
        intent_de("dans la communauté de communes du pays de Gex", "faq", question="commune")
        == "informer"
    )


@pytest.mark.parametrize(
    "texte", ["quel est le prix du mètre carré à Nantes", "préavis de démission en CDI"]
)
def test_what_is_out_of_scope_stays_so_whatever_place_or_contract_it_names(texte: str):
    assert intent_de(texte, "hors_sujet") == "hors_sujet"


REPONSES = [
    ("une soixantaine", "effectif"),
    ("Figeac", "commune"),
    ("24m", "duree_mois"),
    ("bac", "niveau_obtenu"),
    ("septembre 2021", "date_debut"),
    ("l'an dernier", "date_diplome"),
    ("5", "niveau_prepare"),
]


@pytest.mark.parametrize(("texte", "question"), REPONSES)
@pytest.mark.parametrize("classe", ["hors_sujet", "nlu_fallback"])
def test_a_bare_answer_informs_whatever_the_model_makes_of_it(
    texte: str, question: str, classe: str
):
    assert intent_de(texte, classe, question=question) == "informer"


@pytest.mark.parametrize("texte", ["5", "60", "une soixantaine"])
@pytest.mark.parametrize("question", [None, "date_debut", "commune"])
def test_a_bare_answer_counts_only_when_its_question_is_open(texte: str, question: str | None):
    assert intent_de(texte, "hors_sujet", question=question) == "hors_sujet"


def test_a_bare_value_corrects_the_last_fact_when_nothing_is_open():
    assert intent_de("finalement 60", "hors_sujet", derniere="effectif") == "informer"


def test_a_commune_that_is_chosen_informs():
    codes = ("93066", "30247")
    assert (
        intent_de("la deuxième", "hors_sujet", question="commune_choix", possibles=codes)
        == "informer"
    )


def test_a_bare_answer_changes_no_intent_that_is_clear():
    assert intent_de("60, ça fait combien d'aide ?", "faq", question="effectif") == "faq"


@pytest.mark.parametrize(
    "texte", ["j'ai faim", "raconte une blague", "tic tac", "fghjkl", "0000000", "combien de RTT ?"]
)
@pytest.mark.parametrize("question", [None, "effectif", "commune", "niveau_obtenu"])
def test_a_few_words_that_answer_nothing_stay_out_of_scope(texte: str, question: str | None):
    assert intent_de(texte, "hors_sujet", question=question) == "hors_sujet"


def test_a_text_far_longer_than_an_answer_is_none():
    longue = (
        "45 fois que mon voisin me raconte sa pêche à la ligne, et je n'en peux vraiment plus !"
    )
    assert intent_de(longue, "hors_sujet", question="effectif") == "hors_sujet"


@pytest.mark.parametrize(
    "texte",
    ["et si c'était un CDI à Oyonnax ?", "supposons un CDD de 18 mois à Oyonnax pour 45 salariés"],
)
def test_a_supposition_compares_whatever_it_looks_like(texte: str):
    assert intent_de(texte, "informer") == "comparer"


@pytest.mark.parametrize(
    "texte", ["ça serait un contrat de deux ans, un CDD quoi", "ce serait en CDI"]
)
def test_a_fact_said_in_the_conditional_is_still_a_fact(texte: str):
    assert intent_de(texte, "comparer") == "informer"


@pytest.mark.parametrize(
    "texte",
    [
        "d'accord, et une personne avec un BTS ?",
        "si jamais je la prenais en alternance plutôt ?",
        "et à Oyonnax avec un CDD, ça irait si on était 300 ?",
    ],
)
def test_a_question_about_another_case_compares(texte: str):
    assert intent_de(texte, "comparer") == "comparer"


@pytest.mark.parametrize(
    ("texte", "suivant"),
    [
        ("tu peux refaire mon CV tant qu'on y est ?", "hors_sujet"),
        ("j'ai un bureau à Lyon aussi, si un jour je recrute là-bas c'est pareil ?", "comparer"),
    ],
)
def test_another_recruitment_must_say_that_it_is_another(texte: str, suivant: str):
    assert conclude(texte, "autre_poste", lire(texte), suivant) == suivant


@pytest.mark.parametrize(
    "texte",
    [
        "J'ai une autre embauche à voir, un dossier ancien : CDD 12 mois à Oyonnax, 230 salariés",
        "attends j'ai un autre poste du coup, à Vierzon, en CDI",
    ],
)
@pytest.mark.parametrize("classe", ["informer", "comparer"])
def test_facts_after_another_recruitment_are_of_that_one(texte: str, classe: str):
    assert conclude(texte, classe, lire(texte)) == "autre_poste"


def test_another_recruitment_stays_what_the_model_says_where_it_is_said():
    assert intent_de("au tour de la deuxième embauche", "autre_poste") == "autre_poste"


def test_a_correction_out_of_scope_is_of_the_recruitment():
    texte = "aïe, mon associé me dit de décaler au 9 janvier 2023"
    assert intent_de(texte, "hors_sujet") == "informer"
