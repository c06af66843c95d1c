"""Sizes of company, by a word and by a bound."""

from __future__ import annotations

import pytest

from .outils import natures, valeurs

MOTS = [
    ("on est une ETI", "eti"),
    ("une PME", "pme"),
    ("c'est une TPE", "pme"),
    ("une start up", "pme"),
    ("p'tite boîte", "pme"),
    ("je suis artisan boulanger", "pme"),
    ("chez un artisant", "pme"),
    ("un grand groupe", "grande"),
    ("une grosse boite", "grande"),
    ("une multinationale", "grande"),
    ("entreprise de taille intermédiaire", "eti"),
]
BORNES = [
    ("moins de 250", None, "pme"),
    ("<250", None, "pme"),
    ("- de 250", None, "pme"),
    ("-250", "effectif", "pme"),
    ("on est moin de 50", None, "pme"),
    ("moins d'une cinquantaine", None, "pme"),
    ("pas plus de 40", None, "pme"),
    ("40 max", None, "pme"),
    ("jusqu'à 250 personnes", None, "eti"),
    ("moins de 5000 salariés", None, "eti"),
    ("plus de 250", None, "eti"),
    ("+ de 250", None, "eti"),
    ("au moins 300", None, "eti"),
    ("plus de 5 000", None, "grande"),
    ("5 000 et plus", None, "grande"),
    ("au-delà de 5000", None, "grande"),
]
RIEN = [
    "plus de 40",
    "moins de 26 ans",
    "jusqu'à 29 ans",
    "moins de 50 M€ de CA",
    "moins de 12 mois",
]


@pytest.mark.parametrize(("texte", "attendue"), MOTS)
def test_a_word_says_the_size(texte: str, attendue: str):
    assert valeurs(texte, "taille") == [attendue]


@pytest.mark.parametrize(("texte", "question", "attendue"), BORNES)
def test_a_bound_says_the_size_that_it_leaves(texte: str, question: str | None, attendue: str):
    assert valeurs(texte, "taille", question) == [attendue]


@pytest.mark.parametrize("texte", RIEN)
def test_a_bound_that_decides_no_size_is_none(texte: str):
    assert valeurs(texte, "taille") == []


def test_a_bound_counts_nobody():
    assert natures("moins de 250 salariés", "nombre") == []
