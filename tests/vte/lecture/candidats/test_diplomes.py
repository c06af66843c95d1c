"""Diplomas, as bac+N held and prepared."""

from __future__ import annotations

import pytest

from .outils import natures, valeurs

NIVEAUX = [
    ("bac+5", 5),
    ("BAC +2", 2),
    ("bac plus cinq", 5),
    ("b+3", 3),
    ("BTS MCO", 2),
    ("B.T.S.", 2),
    ("BTSA", 2),
    ("brevé de technicien supérieure", 2),
    ("DUT GEA", 2),
    ("DEUST", 2),
    ("BUT GEA", 3),
    ("mon BUT", 3),
    ("licence pro", 3),
    ("une lissence", 3),
    ("L3", 3),
    ("bachelor", 3),
    ("DCG", 3),
    ("maîtrise", 4),
    ("M1", 4),
    ("master 2", 5),
    ("M2", 5),
    ("MBA", 5),
    ("DSCG", 5),
    ("école d'ingé", 5),
    ("ingénieure", 5),
    ("école de commerce", 5),
    ("doctorat", 8),
    ("thèse", 8),
    ("titre RNCP niveau 5", 2),
    ("titre de niveau 6", 3),
    ("RNCP 7", 5),
    ("niveau III", 2),
]
SOUS_BAC_PLUS_UN = [
    ("bac pro", 0),
    ("le bac", 0),
    ("un DAEU", 0),
    ("un BP", 0),
    ("titre niveau 4", 0),
    ("un CAP", -1),
    ("BEP", -1),
    ("titre niveau 3", -1),
    ("sans diplôme", -1),
    ("pas le bac", -1),
    ("un bachelier en CDI", 0),
]
ANNEES = [
    ("licence 2", 0, 3),
    ("L1", 0, 3),
    ("2e année de licence", 0, 3),
    ("bts 1ère année", 0, 2),
    ("deuxième année de master", 4, 5),
    ("prépa", 0, 2),
    ("doctorante", 5, 8),
]
RIEN = ["le but est de recruter", "12 000 m2", "un niveau correct", "le cape", "dans ce but"]


@pytest.mark.parametrize(("texte", "niveau"), NIVEAUX)
def test_a_diploma_may_be_held_and_may_be_prepared(texte: str, niveau: int):
    assert valeurs(texte, "niveau_obtenu") == [niveau]
    assert valeurs(texte, "niveau_prepare") == [niveau]


@pytest.mark.parametrize(("texte", "niveau"), SOUS_BAC_PLUS_UN)
def test_below_bac_plus_one_nothing_is_prepared(texte: str, niveau: int):
    assert valeurs(texte, "niveau_obtenu") == [niveau]
    assert valeurs(texte, "niveau_prepare") == []


@pytest.mark.parametrize(("texte", "obtenu", "prepare"), ANNEES)
def test_a_year_of_study_holds_what_was_reached_before(texte: str, obtenu: int, prepare: int):
    assert valeurs(texte, "niveau_obtenu") == [obtenu]
    assert valeurs(texte, "niveau_prepare") == [prepare]


@pytest.mark.parametrize("texte", RIEN)
def test_an_everyday_word_is_no_diploma(texte: str):
    assert natures(texte, "diplome") == []


def test_two_levels_after_one_bac_are_two():
    assert valeurs("bac+2/3", "niveau_obtenu") == [2, 3]
    assert valeurs("bac +4 ou 5", "niveau_obtenu") == [4, 5]


def test_none_at_all_is_a_level_when_the_level_is_asked():
    assert valeurs("aucun", "niveau_obtenu", "niveau_obtenu") == [-1]
    assert valeurs("+5", "niveau_obtenu", "niveau_obtenu") == [5]
    assert valeurs("aucun", "niveau_obtenu") == []
