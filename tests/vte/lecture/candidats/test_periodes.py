"""Spans: a start, an end, and the months between them."""

from __future__ import annotations

import pytest

from .outils import natures, valeurs

PERIODES = [
    ("un CDD du 1er au 30 septembre 2021", "2021-09-01", 1),
    ("entre le 1er et le 15 septembre", "2021-09-01", 0),
    ("entre 5 et 10 octobre", "2021-10-05", 0),
    ("du 1er septembre 2021 au 31 août 2022", "2021-09-01", 12),
    ("du 1er septembre au 31 août", "2021-09-01", 12),
    ("du 1er septembre au 31 août 2022", "2021-09-01", 12),
    ("de septembre 2021 à août 2022", "2021-09-01", 12),
    ("de septembre à juin", "2021-09-01", 10),
    ("de septembre 2021 à septembre 2022", "2021-09-01", 12),
    ("01/09/21 - 31/08/23", "2021-09-01", 24),
    ("sept 2021 -> août 2023", "2021-09-01", 24),
    ("embauche entre juin et juillet 2021", "2021-06-01", 2),
]


@pytest.mark.parametrize(("texte", "debut", "mois"), PERIODES)
def test_a_span_gives_its_start_and_its_length_and_no_contract_begins_at_its_end(
    texte: str, debut: str, mois: int
):
    lues = {c.forme: c for c in natures(texte, "date")}
    assert lues["debut_de_periode"].valeurs["date_debut"] == debut
    assert "date_debut" not in lues["fin_de_periode"].valeurs
    assert valeurs(texte, "duree_mois") == [mois]


def test_an_end_alone_is_one_and_its_length_counts_from_the_date_before_it():
    texte = "début le 1er septembre, jusqu'au 31 août 2022"
    assert [c.forme for c in natures(texte, "date")] == ["jour", "fin_de_periode"]
    assert valeurs(texte, "duree_mois") == [12]


def test_a_year_and_a_month_are_no_span():
    assert valeurs("diplômé de 2020 à la rentrée", "duree_mois") == []


@pytest.mark.parametrize("texte", ["juin ou juillet 2020", "le 5 ou le 6 juillet"])
def test_of_two_dates_that_are_possible_the_first_stands(texte: str):
    assert len(natures(texte, "date")) == 1
