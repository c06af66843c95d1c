"""What is masked before anything is kept, and what is left alone."""

from __future__ import annotations

import pytest

from vte.donnees_personnelles import apercu, coordonnee, initiales, masquer


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
