"""While one types a place: the best commune first, and each for a reason that can be seen."""

from __future__ import annotations

import pytest

from vte.communes import recherche
from vte.suggestions import LIMITE, suggerer


def proposed(texte: str) -> dict[str, str | None]:
    return {s.commune.nom: s.pourquoi for s in suggerer(recherche(), texte)}


def first(texte: str) -> str:
    return next(iter(proposed(texte)))


@pytest.mark.parametrize(
    ("typed", "commune", "reason"),
    [
        ("saint germain du c", "Saint-Germain-du-Corbéis", None),
        (
            "saint germain du c",
            "Condé-en-Normandie",
            "ancienne commune Saint-Germain-du-Crioult",
        ),
        ("01100", "Oyonnax", "code postal 01100"),
        ("01283", "Oyonnax", "code Insee 01283"),
        ("69003", "Lyon", "code postal 69003"),
        ("12345", "Rodez", "d'après le code 12345"),
        ("69385", "Lyon", "d'après le code 69385"),
        ("St Et", "Saint-Étienne", "Saint-Étienne, par son abréviation"),
        ("mulouse", "Mulhouse", "orthographe proche"),
        ("paris", "Puteaux", "pour Paris La Défense"),
        ("lyon 3e", "Lyon", None),
        ("figeac 46", "Figeac", None),
        ("oyon", "Oyonnax", None),
        ("roche sur y", "La Roche-sur-Yon", None),
        ("courcouronnes", "Évry-Courcouronnes", None),
    ],
)
def test_a_name_that_does_not_show_what_was_typed_says_why(
    typed: str, commune: str, reason: str | None
):
    assert proposed(typed)[commune] == reason


def test_a_commune_of_a_group_says_which():
    reasons = proposed("haut bugey")
    assert "Haut-Bugey Agglomération" in str(reasons["Oyonnax"])
    assert str(reasons["Oyonnax"]).startswith("de l'intercommunalité «\u00a0")


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("chalon", "Chalon-sur-Saône"),
        ("evry", "Évry-Courcouronnes"),
        ("vire", "Vire Normandie"),
        ("st", "Saint-Étienne"),
        ("St Et", "Saint-Étienne"),
        ("condé", "Condé-sur-l'Escaut"),
        ("bourg en", "Bourg-en-Bresse"),
        ("saint lo", "Saint-Lô"),
        ("la montagne", "La Montagne"),
    ],
)
def test_the_best_known_comes_first(typed: str, best: str):
    assert first(typed) == best


@pytest.mark.parametrize(
    ("typed", "village"), [("evry", "Évry"), ("chalon", "Chalon"), ("le saint", "Le Saint")]
)
def test_a_village_of_exactly_this_name_is_never_pushed_out(typed: str, village: str):
    assert village in proposed(typed)


def test_nothing_is_proposed_without_a_reason_to_be_seen():
    for typed in ("St Et", "paris", "vire", "sant etiene", "agglo d'oyonnax", "saint germain 14"):
        found = suggerer(recherche(), typed)
        assert 0 < len(found) <= LIMITE
        assert "Le Saint" not in [s.commune.nom for s in found]
    assert proposed("zzz") == {} and proposed("") == {}


def test_a_town_of_today_is_not_said_to_be_a_former_one():
    for s in suggerer(recherche(), "villefranche"):
        assert (s.commune.ancien_nom is None) == s.commune.nom.startswith("Villefranche")
