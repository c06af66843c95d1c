"""What the encoder is given of a message."""

from __future__ import annotations

import pytest

from vte.lecture.roles.entree import poser_la_voix


def test_a_text_in_capitals_is_given_in_lower_case():
    assert poser_la_voix("ON EST 45 À OYONNAX") == "on est 45 à oyonnax"


@pytest.mark.parametrize("texte", ["CDI", "BTS MAI", "un CDI à Oyonnax", "45", ""])
def test_acronyms_and_names_keep_their_capitals(texte: str):
    assert poser_la_voix(texte) == texte


def test_no_letter_moves():
    texte = "İSTANBUL, STRASSE, ÎLE-DE-FRANCE"
    assert len(poser_la_voix(texte)) == len(texte)
