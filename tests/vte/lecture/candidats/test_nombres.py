"""Numbers: how they are written, what they are worth, and what is none."""

from __future__ import annotations

import pytest

from .outils import natures, valeurs

ECRITS = [
    ("45 salariés", [45]),
    ("1 200 personnes", [1200]),
    ("1.200 personnes", [1200]),
    ("1,2k salariés", [1200]),
    ("12k", [12_000]),
    ("effectif moyen annuel 48,5", [49]),
    ("2,5 ETP", [3]),
    ("on est 45pers", [45]),
    ("vingt-deux", [22]),
    ("septante salariés", [70]),
    ("huitante-trois", [83]),
    ("nonante-neuf", [99]),
    ("quatre-vingts", [80]),
    ("quatre vingt treize", [93]),
    ("on est deux cents cinquante et un", [251]),
    ("mille cent", [1100]),
    ("onze cents salariés", [1100]),
    ("près de trois mille salariés", [3000]),
    ("une quinzaine", [15]),
    ("une bonne vingtaine", [20]),
    ("1 douzaine de salariés", [12]),
    ("une demi-douzaine de salariés", [6]),
    ("deux dizaines", [20]),
    ("entre 40 et 50", [50]),
    ("40 à 50", [50]),
    ("40-50", [50]),
    ("12 ou 15", [15]),
    ("un peu plus de 40 salariés", [40]),
    ("plus ou moins 50 personnes", [50]),
    ("dans une boite de quarente cinq", [45]),
    ("une quinzène", [15]),
]
PERSONNE = [
    ("pas de salarié", None),
    ("aucun employé", None),
    ("je suis tout seul", None),
    ("zéro salarié", None),
    ("personne", "effectif"),
    ("pour l'instant personne !", "effectif"),
    ("aucun pour le moment", "effectif"),
    ("juste moi", "effectif"),
]
AUCUN = [
    "06 12 34 56 78",
    "+33 6 12 34 56 78",
    "SIRET 123 456 789 00012",
    "10 000 euros de capital",
    "2,5 M€ de CA",
    "1800 net par mois",
    "deux cents euros",
    "01100 Oyonnax",
    "73 300 Saint Jean",
    "Stenay (55)",
    "12 rue de la Gare",
    "au 12 bis avenue Foch",
    "à 14 heures",
    "rdv à 9h30",
    "35h par semaine",
    "25 %",
    "vingt pour cent",
    "12 000 m2",
    "à trente kilomètres",
    "https://exemple.fr/page/45",
    "jean45@exemple.fr",
    "certifié ISO 9001",
    "loi 1901",
    "classé ICPE 2560",
    "bâtiment 14",
    "art. L. 6222-1",
    "dossier 2021-117",
    "erreur 404",
    "notre deuxième salarié",
    "c'est la cinquième personne que j'embauche",
    "le 3e site",
    "31 septembre",
    "il a eu le bac en 2020",
    "un bachelor",
    "des dizaines de candidats",
]
REPONSES = [
    ("18", "duree_mois", [18]),
    ("dix-huit", "duree_mois", [18]),
    ("24, comme la formation", "duree_mois", [24]),
    ("5", "niveau_obtenu", [5]),
    ("6", "niveau_prepare", [6]),
    ("3 machines", "duree_mois", []),
    ("18", "effectif", []),
]


@pytest.mark.parametrize(("texte", "attendus"), ECRITS)
def test_a_number_is_worth_what_it_says_however_it_is_written(texte: str, attendus: list[int]):
    assert valeurs(texte, "effectif") == attendus


@pytest.mark.parametrize(("texte", "question"), PERSONNE)
def test_no_one_at_all_is_a_head_count_of_zero(texte: str, question: str | None):
    assert valeurs(texte, "effectif", question) == [0]


@pytest.mark.parametrize("texte", AUCUN)
def test_figures_of_something_else_count_nobody(texte: str):
    assert valeurs(texte, "effectif") == []


@pytest.mark.parametrize(("texte", "question", "attendus"), REPONSES)
def test_a_number_alone_answers_the_question_that_is_open_and_no_other(
    texte: str, question: str, attendus: list[int]
):
    cle = question if question != "effectif" else "duree_mois"
    assert valeurs(texte, cle, question) == attendus


def test_of_two_numbers_one_after_the_other_only_the_one_that_can_count_is_there():
    assert valeurs("association loi 1901 de 20 salariés à Figeac", "effectif") == [20]
    assert valeurs("site classé ICPE 2560 de 60 personnes à Thiers", "effectif") == [60]
    assert valeurs("bâtiment 14 de 30 personnes", "effectif") == [30]


def test_the_span_is_the_shortest_that_says_the_number():
    (lu,) = natures("on est 45 à Oyonnax", "nombre")
    assert (lu.debut, lu.fin) == (7, 9)
