"""The name of a large town says nothing of whose place it is."""

from __future__ import annotations

import pytest

from vte.lecture import lire
from vte.lecture.candidats import chercher
from vte.lecture.roles.villes import neutraliser


def lus(texte: str) -> tuple[str, list[str]]:
    """The neutral text, and what each candidate is in it."""
    neutre, candidats = neutraliser(texte, chercher(texte, None))
    return neutre, [neutre[c.debut : c.fin] for c in candidats]


def test_large_towns_are_read_as_small_ones_and_what_follows_moves_with_them():
    neutre, mots = lus("de Lyon à Paris, 12 salariés, CDI")
    assert neutre == "de Thiers à Roanne, 12 salariés, CDI"
    assert {"Thiers", "Roanne", "CDI"} <= set(mots)


def test_other_towns_stay():
    assert lus("45 personnes à Oyonnax")[0] == "45 personnes à Oyonnax"


@pytest.mark.parametrize(
    "texte", ["Nous sommes 12 à Lyon et nous voulons embaucher en CDI", "on recrute à Marseille"]
)
def test_one_may_be_hired_in_a_large_town(texte: str):
    lecture = lire(texte)
    assert lecture.faits["commune"]["nom"] in texte
    mention = lecture.mention("commune")
    assert mention and texte[mention.debut : mention.fin] == mention.valeur["nom"]


def test_a_head_office_is_no_place_of_a_post_in_a_large_town_either():
    assert lire("le siège est à Paris, l'usine à Figeac").faits["commune"]["nom"] == "Figeac"
