"""Which answer a wish to change names."""

from __future__ import annotations

import pytest

from vte.lecture.cles import cle_nommee


@pytest.mark.parametrize(
    ("texte", "cle"),
    [
        ("je veux changer la commune", "commune"),
        ("modifier la ville", "commune"),
        ("changer l'effectif", "effectif"),
        ("le nombre de salariés est faux", "effectif"),
        ("pas le bon contrat", "contrat"),
        ("modifier la durée", "duree_mois"),
        ("la date de début", "date_debut"),
        ("la date du diplôme", "date_diplome"),
        ("le diplôme obtenu", "niveau_obtenu"),
        ("le diplôme préparé", "niveau_prepare"),
        ("je me suis trompé", None),
        ("modifier", None),
    ],
)
def test_the_key_that_is_named(texte: str, cle: str | None):
    assert cle_nommee(texte) == cle
