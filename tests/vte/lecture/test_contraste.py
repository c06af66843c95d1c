"""A correction that names what is known, and what is meant instead."""

from __future__ import annotations

from typing import Any

import pytest

from vte import horloge
from vte.lecture import lire

SUS: dict[str, Any] = {
    "duree_mois": 24,
    "effectif": 6000,
    "contrat": "cdd",
    "date_debut": "2021-09-01",
}


@pytest.mark.parametrize(
    ("texte", "cle", "valeur"),
    [
        ("euh non 18 mois, les 24 c'était leur première offre", "duree_mois", 18),
        ("ah mince non, je relis la promesse : 18 mois, pas 24", "duree_mois", 18),
        ("c'est 600 pas 6000", "effectif", 600),
        ("pardon c'est 60, les 6000 c'est le groupe", "effectif", 60),
        ("plutôt un CDI qu'un CDD", "contrat", "cdi"),
    ],
)
@pytest.mark.parametrize("question", [None, "niveau_obtenu"])
def test_the_other_value_is_meant(texte: str, cle: str, valeur: Any, question: str | None):
    with horloge.au("2021-06-15"):
        lue = lire(texte, question, connus=SUS)
    assert lue.faits.get(cle) == valeur and lue.derniere == cle


@pytest.mark.parametrize(
    "texte",
    [
        "non, 24 mois et 6000 personnes, c'est bien ça",
        "pas 24 heures",
        "24 mois ou 18, je ne sais pas encore",
        "non rien",
    ],
)
def test_what_sets_no_value_against_the_known_one_corrects_nothing(texte: str):
    with horloge.au("2021-06-15"):
        lue = lire(texte, connus=SUS)
    assert lue.faits.get("duree_mois", 24) == 24 and lue.faits.get("effectif", 6000) == 6000


def test_the_keys_alone_tell_of_no_value():
    with horloge.au("2021-06-15"):
        assert "effectif" not in lire("c'est 600 pas 6000", connus=list(SUS)).faits
