"""The commune of an address, as a location on a telephone gives it: named there, or not at all."""

from __future__ import annotations

import pytest

from vte.communes import dans_une_adresse


@pytest.mark.parametrize(
    ("address", "commune"),
    [
        ("Oyonnax", "Oyonnax (01)"),
        ("oyonnax, France", "Oyonnax (01)"),
        ("Usine, 1 rue de la Gare, 01100 Oyonnax, France", "Oyonnax (01)"),
        ("12 rue de la Paix 01100 OYONNAX", "Oyonnax (01)"),
        ("01160 Saint-Martin-du-Mont", "Saint-Martin-du-Mont (01)"),
        ("Mairie, Saint-Martin-du-Mont", "Saint-Martin-du-Mont"),  # several: it is asked which
        ("69003 Lyon Cedex 03", "Lyon (69)"),
        ("St Denis", "Saint-Denis"),
    ],
)
def test_a_commune_that_is_named_is_found(address: str, commune: str):
    assert dans_une_adresse(address) == commune


@pytest.mark.parametrize(
    "address",
    [
        "Pinned Location",
        "Current Location",
        "Chez Marie",
        "Position actuelle",
        "Maison",
        "",
        "Gare",
    ],
)
def test_what_names_none_is_asked_for(address: str):
    assert dans_une_adresse(address) is None
