"""What is masked before anything is kept, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_like_its_square
from vte.donnees_personnelles import apercu, coordonnee, initiales, masque, masquer


@pytest.mark.parametrize(
    ("texte", "masque"),
    [
        ("appelez-moi au 06 12 34 56 78", "appelez-moi au [téléphone]"),
        ("mon numéro 0612345678 merci", "mon numéro [téléphone] merci"),
        ("+33 6 12 34 56 78", "[téléphone]"),
        ("06.12.34.56.78 ou 01-23-45-67-89", "[téléphone] ou [téléphone]"),
        ("écrivez à marie.dupont+vte@exemple.co.fr svp", "écrivez à [adresse électronique] svp"),
        ("mon NIR est 1 85 05 78 006 084 36", "mon NIR est [numéro de sécurité sociale]"),
        ("IBAN FR76 3000 6000 0112 3456 7890 189", "IBAN [IBAN]"),
    ],
)
def test_personal_data_are_masked(texte: str, masque: str):
    assert masquer(texte) == masque


@pytest.mark.parametrize(
    "texte",
    [
        "on est 45 à Oyonnax (01100)",
        "un CDD de 18 mois à partir du 01/09/2021",
        "10 000 euros de capital",
        "bac+5 en 2020",
        "SIRET 123 456 789 00012",
        "le 1er septembre 2021, 4 000 €",
    ],
)
def test_facts_are_left_as_they_are(texte: str):
    assert masquer(texte) == texte


def test_a_way_to_be_reached_is_found_in_a_sentence():
    assert coordonnee("c'est marie@exemple.fr je crois") == "marie@exemple.fr"
    assert coordonnee("au 06 12 34 56 78") == "06 12 34 56 78"
    assert coordonnee("je ne sais pas") is None


def test_previews_show_enough_to_be_recognised_and_no_more():
    assert apercu("marie@exemple.fr") == "m…@exemple.fr"
    assert apercu("06 12 34 56 78") == "… 78"
    assert initiales("Marie Dupont-Durand") == "M. D. D."


@pytest.mark.parametrize(
    "morceau",
    [
        "a",
        "a.",
        "a@",
        "@",
        "a @ ",
        " at a dot ",
        "0",
        "0 6 ",
        "06.",
        "01/02/",
        "+33",
        "+1(",
        "00 33 ",
        "1 85 05 78 ",
        "4970 1012 ",
        "FR76 ",
        "FR76-3000-",
        "M.",
        "M. A. ",
        "mes ",
        "--\n",
        "merci\n",
        "moi c'est ",
        "je m'appelle ",
        "nom : ",
        "Jean ",
        "d'",
        "a-",
        "zéro six ",
        "[nom ",
        "\u200b",
        "\u00a0",
        "é\u0301",
    ],
)
def test_a_long_text_made_to_be_slow_costs_what_its_length_costs(morceau: str):
    """A pattern whose steps grow as the square of 100 000 characters takes minutes."""
    assert not grows_like_its_square(masquer, morceau, 40_000)


@given(st.text(st.sampled_from("0123456789 .-/+()@abFRMm,\n\u00a0"), max_size=60))
def test_any_text_masked_twice_is_the_same(texte: str):
    assert masquer(masquer(texte)) == masquer(texte)


@given(st.text(max_size=80))
def test_what_is_not_masked_is_left_to_the_letter(texte: str):
    reste = masque(texte)
    for (debut, fin), nom in reste.caches:
        assert 0 <= debut < fin <= len(texte) and nom in reste.texte
    if not reste.caches:
        assert reste.texte == texte
