"""From a code alone to communes: what is sure, what is asked."""

from __future__ import annotations

import pytest

from vte.communes import recherche


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("75000", "75056"),
        ("69000", "69123"),
        ("13000", "13055"),
        ("01283", "01283"),  # the INSEE code of a town
        ("code insee 34295", "34295"),
        ("46 100 Figeac", "46102"),
        ("1100 Oyonnax", "01283"),
        ("01108 Oyonnax Cedex", "01283"),
    ],
)
def test_a_code_says_one_commune(texte: str, code: str):
    trouvee = recherche().chercher(texte).certaine
    assert trouvee is not None and trouvee.code == code


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("34295", "34172"),  # a CEDEX code of Montpellier, the INSEE code of Saussan
        ("01108", "01283"),
        ("42335", "42187"),
        ("1100", "01283"),
        ("8230", "08367"),
        ("46 100", "46102"),
    ],
)
def test_a_cedex_code_or_one_without_its_zero_is_asked(texte: str, code: str):
    trouvaille = recherche().chercher(texte)
    assert trouvaille.ambigu and code in [r.code for r in trouvaille.resultats]
    assert len(trouvaille.resultats) >= 6


@pytest.mark.parametrize("texte", ["1200", "2021", "4000", "99999", "00000"])
def test_a_year_and_an_amount_are_no_code(texte: str):
    assert recherche().chercher(texte).resultats == ()


def test_the_commune_of_that_very_insee_code_comes_before_its_neighbours():
    """14571 is no postal code: it is also what a mistyped one of Caen would look like."""
    found = recherche().suggestions("14571")
    assert found[0].code == "14571" and len(found) > 1
    assert [r.code for r in recherche().chercher("14571").resultats][0] == "14571"
