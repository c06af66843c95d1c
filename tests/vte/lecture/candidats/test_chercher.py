"""All candidates of a message together: where they are, how many, how fast, whatever is written."""

from __future__ import annotations

import random

import pytest

from tests.growth import grows_like_its_square
from tests.vte.lecture.test_adversite import MORCEAUX
from vte.lecture.candidats import ROLES, chercher

MESSAGE = (
    "Bonjour, PME de 45 salariés à Oyonnax, nous prenons en CDI au 1er juillet 2021 une jeune "
    "titulaire d'un master obtenu en septembre 2020, après un CDD de 6 mois."
)


def test_a_message_gives_its_candidates_in_the_order_of_the_text():
    assert [
        (c.nature, MESSAGE[c.debut : c.fin]) for c in chercher(MESSAGE) if c.nature != "lieu"
    ] == [
        ("taille", "PME"),
        ("nombre", "45"),
        ("contrat", "CDI"),
        ("date", "1er juillet 2021"),
        ("diplome", "master"),
        ("date", "septembre 2020"),
        ("contrat", "CDD"),
        ("duree", "6 mois"),
    ]


@pytest.mark.parametrize("texte", [MESSAGE, "le 12", "10/12 personnes", "bac+5 en 2020", ""])
def test_a_candidate_has_a_role_of_its_kind_and_a_place_in_the_text(texte: str):
    for candidat in chercher(texte, "effectif"):
        assert candidat.valeurs.keys() <= set(ROLES[candidat.nature])
        assert candidat.valeurs
        assert 0 <= candidat.debut < candidat.fin <= len(texte)


def test_what_may_be_a_date_or_a_number_is_both():
    assert {c.nature for c in chercher("10/12", "effectif") if c.nature != "lieu"} == {
        "date",
        "nombre",
    }


def test_any_text_at_all_is_read_without_an_error():
    hasard = random.Random(20_210_615)
    for _ in range(300):
        texte = hasard.choice(("", " ", ", ")).join(hasard.choices(MORCEAUX, k=7))
        for question in (None, "effectif", "duree_mois", "niveau_obtenu"):
            for candidat in chercher(texte[:1000], question):
                assert candidat.fin <= len(texte)


@pytest.mark.parametrize("morceau", ["1", ".", " ", "-", "12 100 ", "1er au ", "mille ", "il y a "])
def test_no_text_costs_more_than_its_length(morceau: str):
    assert not grows_like_its_square(chercher, morceau, 1000)
