"""How facts are said, and which key a wish to change names."""

from __future__ import annotations

import pytest

from vte.dossier import cle, cle_nommee, dire, valeurs


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
        ("la date d'obtention", "date_diplome"),
        ("la durée du contrat", "duree_mois"),
        ("la date de début du contrat", "date_debut"),
        ("le bac n'est pas la bonne ville", "niveau_obtenu"),
        ("je me suis trompé", None),
        ("modifier", None),
    ],
)
def test_the_key_that_is_named(texte: str, cle: str | None):
    assert cle_nommee(texte) == cle


def test_of_two_keys_as_precise_the_first_named_is_meant():
    assert cle_nommee("la ville, pas l'effectif") == "commune"
    assert cle_nommee("l'effectif, pas la ville") == "effectif"


def test_facts_are_said_in_the_order_given():
    faits = {"contrat": "cdd", "effectif": 1, "date_debut": "2021-09-01"}
    assert dire(faits) == "CDD, 1 personne, début le 1er septembre 2021"
    assert dire({}) == ""


def test_the_size_is_silent_beside_the_headcount():
    assert dire({"effectif": 45, "taille": "pme"}) == "45\u00a0personnes"
    assert dire({"taille": "pme"}) == "PME"


def test_a_value_beside_its_label_needs_nothing_before_it():
    faits = {"date_diplome": "2021-06-01", "niveau_obtenu": 5}
    assert valeurs(faits) == {"date_diplome": "1er juin 2021", "niveau_obtenu": "un bac+5"}
    assert cle("date_diplome").seul("2021-06-01") == "diplôme du 1er juin 2021"
    assert cle("niveau_obtenu").seul(5) == "diplôme obtenu\u00a0: un bac+5"
    assert cle("niveau_prepare").seul(0) == "diplôme préparé\u00a0: le bac"
