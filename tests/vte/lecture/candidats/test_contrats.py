"""Kinds of contract that a message names."""

from __future__ import annotations

import pytest

from .outils import valeurs

NOMMES = [
    ("en CDI", "cdi"),
    ("C.D.I.", "cdi"),
    ("cédéi", "cdi"),
    ("contrat a durée indéterminé", "cdi"),
    ("un cdd", "cdd"),
    ("durée déterminée", "cdd"),
    ("contrat saisonnier", "cdd"),
    ("apprentissage", "apprentissage"),
    ("en aprentisage", "apprentissage"),
    ("contrat dapprentissage", "apprentissage"),
    ("une apprentie", "apprentissage"),
    ("en APP", "apprentissage"),
    ("contrat pro", "professionnalisation"),
    ("c. pro", "professionnalisation"),
    ("professionalisation", "professionnalisation"),
    ("en alternence", "alternance"),
    ("alternant", "alternance"),
    ("un stage", "stage"),
    ("stagiaire", "stage"),
    ("en intérim", "interim"),
    ("VIE", "vie"),
    ("v.i.e.", "vie"),
    ("un vie de 18 mois", "vie"),
    ("service civique", "service_civique"),
    ("freelance", "independant"),
    ("auto entrepreneuse", "independant"),
    ("contrat aidé", "autre"),
    ("thèse CIFRE", "autre"),
]
RIEN = ["c'est la vie", "un projet de vie", "apprendre un métier", "temps plein", "une étage"]


@pytest.mark.parametrize(("texte", "attendu"), NOMMES)
def test_a_contract_is_known_by_its_names_and_misspellings(texte: str, attendu: str):
    assert valeurs(texte, "contrat") == [attendu]


@pytest.mark.parametrize("texte", RIEN)
def test_an_everyday_word_is_no_contract(texte: str):
    assert valeurs(texte, "contrat") == []


@pytest.mark.parametrize(
    "texte", ["12 salariés et 3 apprentis", "on est 30 personnes dont 2 stagiaires"]
)
def test_of_whom_the_staff_is_made_is_no_contract(texte: str):
    assert valeurs(texte, "contrat") == []


def test_what_is_refused_or_compared_is_a_candidate_as_well():
    assert valeurs("pas un stage, un CDD ou un CDI", "contrat") == ["stage", "cdd", "cdi"]
