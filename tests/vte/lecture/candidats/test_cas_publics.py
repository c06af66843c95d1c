"""Inputs of public bug reports: the value that was missed, or taken for another, can be found.

Which of the candidates the message states is not said here.
"""

from __future__ import annotations

import pytest

from vte.lecture.candidats import A_VENIR

from .outils import natures, valeurs

A_VENIR_DITES = [  # K2: a diploma still to come
    ("il sera diplômé en septembre", "2021-09-01"),
    ("il l'obtiendra en novembre", "2021-11-01"),
    ("pas encore, en septembre", "2021-09-01"),
    ("remise des diplômes en décembre", "2021-12-01"),
    ("fin septembre, après son mémoire", "2021-09-01"),
    ("en septembre prochain", "2021-09-01"),
    ("septembre 2021", "2021-09-01"),
    ("Mon apprenti finit en août, je l'embauche en CDI", "2021-08-01"),
]
VALEURS = [
    # K5: decimals and fractions of a year
    ("un CDD de 1,5 an à Oyonnax", None, "duree_mois", 18),
    ("contrat de 2,5 ans", None, "duree_mois", 30),
    ("contrat d'un an 1/2", None, "duree_mois", 18),
    ("1 an ½", None, "duree_mois", 18),
    ("1 ans et 6 moi", None, "duree_mois", 18),
    ("CDD d'1an", None, "duree_mois", 12),
    ("52 semaines", None, "duree_mois", 12),
    # K6: a half-year or a span in which the job starts
    ("CDD de 12 mois, embauche au premier semestre 2022", None, "date_debut", "2022-01-01"),
    ("CDD de 12 mois, embauche au premier semestre 2022", None, "duree_mois", 12),
    ("embauche entre juin et juillet 2021 à Oyonnax", None, "date_debut", "2021-06-01"),
    # K7: the first day has the month of the last
    ("un CDD du 1er au 30 septembre 2021", None, "date_debut", "2021-09-01"),
    ("un CDD du 1er au 30 septembre 2021", None, "duree_mois", 1),
    ("entre le 1er et le 15 septembre", "date_debut", "date_debut", "2021-09-01"),
    ("de septembre 2021 à août 2022", None, "duree_mois", 12),
    # K8: bounds
    ("moins de 5000 salariés", None, "taille", "eti"),
    ("moins de 250", "effectif", "taille", "pme"),
    ("<250", "effectif", "taille", "pme"),
    ("-250", "effectif", "taille", "pme"),
    ("- de 250", "effectif", "taille", "pme"),
    ("plus de 250", "effectif", "taille", "eti"),
    ("CDD de moins d'un an à Oyonnax, 45 salariés", None, "duree_mois", 11),
    # K9: a number, then the one that counts
    ("association loi 1901 de 20 salariés à Figeac", None, "effectif", 20),
    ("site classé ICPE 2560 de 60 personnes à Thiers", None, "effectif", 60),
    ("bâtiment 14 de 30 personnes", None, "effectif", 30),
    # K10, K11: spellings of numbers
    ("septante salariés", None, "effectif", 70),
    ("septante-cinq salariés", None, "effectif", 75),
    ("on est deux cents cinquante et un", None, "effectif", 251),
    ("1 douzaine de salariés", None, "effectif", 12),
    ("une demi-douzaine de salariés", None, "effectif", 6),
    ("près de trois mille salariés", None, "effectif", 3000),
    ("onze cents salariés", None, "effectif", 1100),
    ("1,2k salariés", None, "effectif", 1200),
    ("effectif moyen annuel 48,5", None, "effectif", 49),
    # K20: short answers
    ("lundi", "date_debut", "date_debut", "2021-06-21"),
    ("vendredi prochain", "date_debut", "date_debut", "2021-06-18"),
    ("2022", "date_debut", "date_debut", "2022-01-01"),
    ("2020", "date_diplome", "date_diplome", "2020-01-01"),
    # K21: dates people write
    ("il y a 2 années", "date_diplome", "date_diplome", "2019-06-01"),
    ("y a 6 mois", "date_diplome", "date_diplome", "2020-12-01"),
    ("ya 1 an", "date_diplome", "date_diplome", "2020-06-01"),
    ("l'été dernier", "date_diplome", "date_diplome", "2020-07-01"),
    ("fin 2019", "date_diplome", "date_diplome", "2019-12-01"),
    ("printemps 2020", "date_diplome", "date_diplome", "2020-04-01"),
    ("ça fait 3 ans", "date_diplome", "date_diplome", "2018-06-01"),
    ("juin ou juillet 2020", "date_diplome", "date_diplome", "2020-06-01"),
    ("il a soutenu son mémoire en octobre 2020", None, "date_diplome", "2020-10-01"),
]


@pytest.mark.parametrize(("texte", "attendue"), A_VENIR_DITES)
def test_a_month_may_be_of_a_diploma_still_to_come(texte: str, attendue: str):
    assert valeurs(texte, A_VENIR) == [attendue]


@pytest.mark.parametrize(("texte", "question", "role", "attendue"), VALEURS)
def test_the_value_of_a_public_case_is_found(
    texte: str, question: str | None, role: str, attendue: object
):
    assert attendue in valeurs(texte, role, question)


@pytest.mark.parametrize(
    "texte",
    ["on embauche notre deuxième salarié à Oyonnax", "c'est la cinquième personne que j'embauche"],
)
def test_a_rank_counts_nobody(texte: str):
    assert natures(texte, "nombre") == []


@pytest.mark.parametrize("texte", ["31 septembre", "30 février"])
def test_a_day_that_does_not_exist_is_nothing(texte: str):
    assert natures(texte, "date") == natures(texte, "nombre") == []
