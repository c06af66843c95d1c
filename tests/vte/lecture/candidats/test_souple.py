"""Words as people spell them."""

from __future__ import annotations

import re

import pytest

from vte.lecture.candidats.souple import assouplir

DE_L_OREILLE = [
    ("quarante", ["quarente", "karante", "quarantte"]),
    ("septembre", ["setembre", "septanbre", "septenbre", "septembr"]),
    ("apprentissage", ["aprentisage", "apprantissage", "aprentissaj"]),
    ("licence", ["lissence", "license", "licance"]),
    ("brevet", ["breve", "brevait"]),
]
UNE_FAUTE = ["alternace", "alternnance", "altrenance", "alterrance", "alternances"]


@pytest.mark.parametrize(("mot", "variantes"), DE_L_OREILLE)
def test_a_word_is_known_by_its_sound(mot: str, variantes: list[str]):
    motif = re.compile(assouplir(f"~{mot}"))
    assert all(motif.fullmatch(v) for v in [mot, *variantes])


@pytest.mark.parametrize("ecrit", UNE_FAUTE)
def test_a_long_word_is_known_with_one_letter_wrong(ecrit: str):
    assert re.fullmatch(assouplir("~alternance"), ecrit)


@pytest.mark.parametrize("ecrit", ["alternative", "interne", "tolerance"])
def test_another_word_is_another_word(ecrit: str):
    assert not re.fullmatch(assouplir("~alternance"), ecrit)
