"""Which of the communes proposed an answer points at."""

from __future__ import annotations

import pytest

from vte.lecture.choix import choisir

SAINT_DENIS = ("97411", "93066", "11339", "30247")
VALENCE = ("26362", "82186", "16392")
MONTREUIL = ("93048", "85148", "28267")


@pytest.mark.parametrize(
    ("texte", "codes", "code"),
    [
        ("la première", SAINT_DENIS, "97411"),
        ("la deuxième s'il vous plaît", SAINT_DENIS, "93066"),
        ("n°3", SAINT_DENIS, "11339"),
        ("la dernière", SAINT_DENIS, "30247"),
        ("pas la première, la deuxième", SAINT_DENIS, "93066"),
        ("la plus grande", SAINT_DENIS, "97411"),
        ("celle de la Réunion", SAINT_DENIS, "97411"),
        ("dans le 93", SAINT_DENIS, "93066"),
        ("en région parisienne", SAINT_DENIS, "93066"),
        ("saint denis 93", SAINT_DENIS, "93066"),
        ("26000", VALENCE, "26362"),
        ("non, 82400", VALENCE, "82186"),
        ("16392", VALENCE, "16392"),
        ("pas celle de la Drôme, celle du Tarn-et-Garonne", VALENCE, "82186"),
        ("pas la drome ni la charente", VALENCE, "82186"),
        ("c'est dans l'eure et loir", MONTREUIL, "28267"),
        ("celle du pas de calais", MONTREUIL, "62588"),
    ],
)
def test_an_answer_points_at_one_of_them(texte: str, codes: tuple[str, ...], code: str):
    assert choisir(texte, codes) == code


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("non, 73300", VALENCE),
        ("à Oyonnax", VALENCE),
        ("on est un peu loin, à Oyonnax", VALENCE),
        ("Valence", VALENCE),
        ("je ne sais pas", VALENCE),
        ("oui", VALENCE),
        ("pas la première", VALENCE),
        ("la première", ()),
    ],
)
def test_an_answer_that_points_at_none_or_at_several_chooses_nothing(
    texte: str, codes: tuple[str, ...]
):
    assert choisir(texte, codes) is None
