"""How a question is asked: in full twice, then by a reminder, then not at all; and which commune is meant."""

from __future__ import annotations

import json

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.questions import demander
from tests.actions.conftest import Fabrique
from vte.communes import recherche
from vte.entretien import Entretien


def test_the_same_question_is_put_in_full_twice_then_recalled_then_left_open(suivi: Fabrique):
    dites, posees = [], None
    for _ in range(5):
        sortie = CollectingDispatcher()
        posees = demander(sortie, suivi(posees=posees), Entretien(), "effectif")[0]["value"]
        dites.append(sortie.messages[0]["response"])
    assert dites == ["utter_demander_effectif"] * 2 + ["utter_rappel_effectif"] * 2 + [
        "utter_rappel_en_suspens"
    ]


def test_another_question_is_counted_on_its_own(suivi: Fabrique, sortie: CollectingDispatcher):
    demander(sortie, suivi(posees={"effectif": 4}), Entretien(), "contrat")
    assert sortie.messages[0]["response"] == "utter_demander_contrat"


def test_each_homonym_is_a_button_with_its_departement(
    suivi: Fabrique, sortie: CollectingDispatcher
):
    demander(sortie, suivi(), Entretien(possibles=("93066", "97411")), "commune_choix")
    boutons = sortie.messages[0]["buttons"]
    assert [b["title"] for b in boutons] == [
        "Saint-Denis (93, Seine-Saint-Denis)",
        "Saint-Denis (974, La Réunion)",
    ]
    assert json.loads(boutons[0]["payload"].removeprefix("/informer")) == {"commune": "93066"}


@pytest.mark.parametrize(
    ("texte", "reponse", "boutons"),
    [
        ("Valence", "utter_demander_commune_choix", 3),
        ("Saint-Martin", "utter_demander_commune_choix", 5),
        ("Saint-Germain", "utter_demander_commune_choix_longue", 6),
        ("Corrèze", "utter_demander_commune_choix_seule", 1),
        ("Grand Chalon", "utter_demander_commune_groupe_epci", 6),
        ("territoire d'industrie Haut-Jura", "utter_demander_commune_groupe_territoire", 6),
    ],
)
def test_which_commune_is_asked_as_suits_what_was_named(
    suivi: Fabrique, sortie: CollectingDispatcher, texte: str, reponse: str, boutons: int
):
    trouvaille = recherche().chercher(texte)
    groupe = trouvaille.groupe.en_json() if trouvaille.groupe else None
    demander(
        sortie,
        suivi(),
        Entretien(possibles=tuple(r.code for r in trouvaille.resultats), groupe=groupe),
        "commune_choix",
    )
    assert sortie.messages[0]["response"] == reponse
    assert len(sortie.messages[0]["buttons"]) == boutons
