from __future__ import annotations

from typing import Any

import pytest

from vte.lecture import lire


def faits(texte: str, question: str | None = None) -> dict[str, Any]:
    lus = lire(texte, question).faits
    if "commune" in lus:
        lus["commune"] = lus["commune"]["nom"]
    return lus


def lus_ou_demandes(texte: str, question: str | None = None) -> dict[str, Any]:
    """What is taken, and of the keys that are not what is asked back."""
    return {m.cle: m.valeur for m in lire(texte, question).doutes} | faits(texte, question)


def test_an_opening_message_fills_everything_at_once():
    message = (
        "Bonjour, je dirige une PME de 45 salariés à Oyonnax, je veux prendre un jeune "
        "diplômé d'un master en CDD de 18 mois "
        "à partir du 1er septembre 2021, il a eu son diplôme en juin 2021. Quelles aides ?"
    )
    assert faits(message) == {
        "profil": "entreprise",
        "effectif": 45,
        "commune": "Oyonnax",
        "niveau_obtenu": 5,
        "contrat": "cdd",
        "duree_mois": 18,
        "date_debut": "2021-09-01",
        "date_diplome": "2021-06-01",
    }


def test_a_hurried_message_without_accents_is_read_too():
    message = (
        "bjr on est une boite de 45 pers a oyonax on veu prendre un alternant pour 2ans a "
        "partir de sept, il a 1 bts et prepare 1 licence pro"
    )
    assert lus_ou_demandes(message) == {
        "profil": "entreprise",
        "effectif": 45,
        "commune": "Oyonnax",
        "contrat": "alternance",
        "duree_mois": 24,
        "date_debut": "2021-09-01",
        "niveau_obtenu": 2,
        "niveau_prepare": 3,
    }


@pytest.mark.parametrize(
    ("texte", "question", "cle", "valeur"),
    [
        ("45", "effectif", "effectif", 45),
        ("une quinzaine", "effectif", "effectif", 15),
        ("entre 40 et 50", "effectif", "effectif", 50),
        ("45, pardon 54", "effectif", "effectif", 54),
        ("oyonax", "commune", "commune", "Oyonnax"),
        ("à côté de la gare de Figeac", "commune", "commune", "Figeac"),
        ("un an et demi", "duree_mois", "duree_mois", 18),
        ("apprentissage de 24 mois", None, "duree_mois", 24),
        ("01/09/2021", "date_debut", "date_debut", "2021-09-01"),
        ("en juin dernier", "date_diplome", "date_diplome", "2020-06-01"),
        ("il y a 8 mois", "date_diplome", "date_diplome", "2020-10-01"),
        ("à la rentrée", "date_debut", "date_debut", "2021-09-01"),
        ("pas un stage, un CDD", None, "contrat", "cdd"),
        ("il prépare un M2", None, "niveau_prepare", 5),
        ("M1 validé", None, "niveau_obtenu", 4),
        ("bac+5", None, "niveau_obtenu", 5),
    ],
)
def test_one_value_is_read(texte: str, question: str | None, cle: str, valeur: Any):
    assert faits(texte, question)[cle] == valeur


@pytest.mark.parametrize(
    ("texte", "question"),
    [
        ("depuis 2003", None),
        ("depuis 2003", "effectif"),
        ("avec 10 000 euros de capital", "effectif"),
        ("mon numéro est le 06 12 34 56 78", "effectif"),
        ("c'est quoi les 148 territoires ?", "effectif"),
        ("un jeune de 22 ans", "effectif"),
        ("il a 25 ans", "duree_mois"),
        ("Tours de magie", None),
        ("M. Laval", None),
        ("le VTE c'est pour les PME ?", None),
        ("dans une ville de 5000 habitants", None),
        ("à la campagne", "commune"),
    ],
)
def test_a_number_or_a_word_that_is_no_fact_is_not_taken_for_one(texte: str, question: str | None):
    lus = faits(texte, question)
    lus.pop("profil", None)
    assert lus == {}


def test_a_homonym_is_left_to_the_person():
    lecture = lire("on est à Saint-Denis")
    assert "commune" not in lecture.faits
    assert lecture.lieu is not None and lecture.lieu.ambigu


def test_each_mention_says_where_it_was_read():
    texte = "On est 45 à Oyonnax"
    for mention in lire(texte).mentions:
        assert 0 <= mention.debut < mention.fin <= len(texte)


@pytest.mark.parametrize(
    "texte",
    [
        "on est 45 à Oyonnax, en CDD de 18 mois",
        "à Oyonnax, en CDI",
        "à Oyonnax Merci",
        "Oyonnax en alternance",
    ],
)
def test_what_follows_a_commune_is_not_always_its_department(texte: str):
    assert lire(texte).faits["commune"]["code"] == "01283"


@pytest.mark.parametrize("texte", ["un stage", "un CDI", "un jeune en alternance", "un BTS"])
def test_an_article_is_no_head_count(texte: str):
    assert "effectif" not in lire(texte, "effectif").faits


@pytest.mark.parametrize(
    "texte",
    [
        "on doit être 35 avec les intérimaires",
        "nous devons être 35",
        "on tourne à 35",
        "on va être 35",
    ],
)
def test_a_head_count_is_read_however_it_is_hedged(texte: str):
    assert lire(texte).faits["effectif"] == 35


def test_leaving_school_dates_the_diploma_and_not_the_contract():
    lus = lus_ou_demandes(
        "je sors d'école d'ingé depuis février et une boite de Vierzon veut me prendre en cdi"
    )
    assert lus == {
        "profil": "candidat",
        "commune": "Vierzon",
        "contrat": "cdi",
        "niveau_obtenu": 5,
        "date_diplome": "2021-02-01",
    }


def test_a_department_is_no_commune():
    assert lire("dans la Loire", "commune").lieu is None


def test_a_head_count_of_another_year_is_none():
    assert "effectif" not in faits("on était 35 l'an passé")


def test_a_diploma_that_is_being_finished_is_not_held_and_dates_no_contract():
    lus = faits("un jeune qui finit son BUT GMP ce mois-ci, je le prendrais en CDI en septembre")
    assert "niveau_obtenu" not in lus and lus["contrat"] == "cdi"
    assert lus.get("date_debut") in (None, "2021-09-01")
    assert lus.get("date_diplome") in (None, "2021-06-01")


def test_the_diploma_one_is_to_do_is_prepared():
    assert (
        faits("si je le prends en apprentissage pendant 1 an pour qu'il fasse un master")[
            "niveau_prepare"
        ]
        == 5
    )


@pytest.mark.parametrize("question", ["effectif", "duree_mois"])
def test_a_number_of_something_else_answers_no_question(question: str):
    assert question not in faits("j'ai deux embauches en fait", question)
    assert lus_ou_demandes("45 je pense", question)[question] == 45


def test_the_post_counts_and_not_the_head_office():
    assert faits("Le siège est à Paris, l'usine à Figeac") == {"commune": "Figeac"}
    assert faits("notre siège social est à Oyonnax")["commune"] == "Oyonnax"


@pytest.mark.parametrize("question", ["niveau_prepare", "niveau_obtenu"])
def test_one_alone_is_no_level_for_it_may_be_the_first_of_the_choices(question: str):
    assert question not in lire("1", question).faits
    assert lire("+1", question).faits[question] == 1 and lire("5", question).faits[question] == 5
