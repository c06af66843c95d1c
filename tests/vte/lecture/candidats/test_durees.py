"""Lengths of time in months, whatever they last."""

from __future__ import annotations

import pytest

from .outils import natures, valeurs

ECRITES = [
    ("CDD de 18 mois", [18]),
    ("18mois", [18]),
    ("24M", [24]),
    ("24 moi", [24]),
    ("dix-huit mois", [18]),
    ("dize huit moi", [18]),
    ("un an", [12]),
    ("CDD d'1an", [12]),
    ("un an et demi", [18]),
    ("1,5 an", [18]),
    ("2,5 ans", [30]),
    ("un an 1/2", [18]),
    ("1 an ½", [18]),
    ("1 ans et 6 moi", [18]),
    ("un an et trois mois", [15]),
    ("2 piges", [24]),
    ("52 semaines", [12]),
    ("trois semestres", [18]),
    ("une année", [12]),
    ("toute l'année scolaire", [12]),
    ("12 ou 24 mois", [12, 24]),
    ("12/24 mois", [12, 24]),
    ("6 à 12 mois", [6, 12]),
    ("il y a 8 mois", [8]),
    ("dans 6 mois", [6]),
    ("Durée (mois) : 20", [20]),
    ("pas 12 mois mais 15", [12, 15]),
    ("12 mois, trop court : on a dit 24", [12, 24]),
]
RIEN = [
    "embauche au premier semestre 2022",
    "second semestre",
    "13e mois",
    "le mois dernier",
    "le 12 mai",
]


@pytest.mark.parametrize(("texte", "attendues"), ECRITES)
def test_a_length_is_read_in_months(texte: str, attendues: list[int]):
    assert valeurs(texte, "duree_mois") == attendues


@pytest.mark.parametrize("texte", RIEN)
def test_a_moment_is_no_length(texte: str):
    assert valeurs(texte, "duree_mois") == []


def test_less_than_a_year_is_less_than_twelve_months():
    assert valeurs("CDD de moins d'un an à Oyonnax, 45 salariés", "duree_mois") == [11]
    assert valeurs("plus d'un an", "duree_mois") == [13]
    assert valeurs("au moins un an", "duree_mois") == [12]


def test_an_age_says_that_it_is_one():
    assert [c.forme for c in natures("il a 25 ans, CDD de 2 ans", "duree")] == ["age", "ans"]
