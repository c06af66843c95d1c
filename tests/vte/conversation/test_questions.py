"""How a question is asked: in full twice, then by a reminder, then not at all; which commune."""

from __future__ import annotations

import json

import pytest

from vte.communes import recherche
from vte.conversation.entretien import Entretien
from vte.conversation.etat import Etat
from vte.conversation.questions import demander, titre_de_commune


def test_a_commune_is_titled_by_what_tells_it_from_its_homonyms_and_by_its_old_name():
    titres = {r.nom: titre_de_commune(r) for r in recherche().suggestions("quim")}
    assert titres["Quimper"] == "Quimper (29, Finistère)"
    ancienne = "Pont-de-Buis-lès-Quimerch (29, Finistère), ancienne commune\u00a0: Quimerch"
    assert titres["Pont-de-Buis-lès-Quimerch"] == ancienne


def test_the_same_question_is_put_in_full_twice_then_recalled_then_left_open():
    etat, dites = Etat(), []
    for _ in range(5):
        etat, parole = demander(etat, "effectif")
        dites.append(parole.reponse)
    assert dites == [
        *["utter_demander_effectif"] * 2,
        *["utter_rappel_effectif"] * 2,
        "utter_rappel_en_suspens",
    ]


def test_another_question_is_counted_on_its_own():
    _, parole = demander(Etat(posees={"effectif": 4}), "contrat")
    assert parole.reponse == "utter_demander_contrat"


def test_a_question_with_known_answers_offers_them_as_buttons():
    _, parole = demander(Etat(), "effectif")
    assert [b.payload for b in parole.boutons] == [
        '/informer{"taille":"pme"}',
        '/informer{"taille":"eti"}',
        '/informer{"taille":"grande"}',
    ]


def test_each_homonym_is_a_button_with_its_departement():
    entretien = Entretien(possibles=("93066", "97411"))
    _, parole = demander(Etat(entretien), "commune_choix")
    assert [b.title for b in parole.boutons] == [
        "Saint-Denis (93, Seine-Saint-Denis)",
        "Saint-Denis (974, La Réunion)",
    ]
    porte = json.loads(parole.boutons[0].payload.removeprefix("/informer"))
    assert porte == {"commune": "93066"}


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
def test_which_commune_is_asked_as_suits_what_was_named(texte: str, reponse: str, boutons: int):
    trouvaille = recherche().chercher(texte)
    groupe = trouvaille.groupe.en_json() if trouvaille.groupe else None
    codes = tuple(r.code for r in trouvaille.resultats)
    _, parole = demander(Etat(Entretien(possibles=codes, groupe=groupe)), "commune_choix")
    assert (parole.reponse, len(parole.boutons)) == (reponse, boutons)
