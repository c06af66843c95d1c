"""Asks the open question: in full twice, by a reminder twice, then leaves it open: nobody is asked the same thing three times."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from vte.entretien import CHOIX, Entretien
from vte.territoires import Fiche, ouvrir

FOIS_EN_ENTIER, RAPPELS = 2, 2
BOUTONS = 6  # beyond, the person names the département


def demander(
    dispatcher: CollectingDispatcher, tracker: Tracker, suite: Entretien, question: str
) -> list[dict[str, Any]]:
    """Utters the question, and returns the event that counts it; a fact that is known now is no longer counted."""
    posees = {
        cle: n
        for cle, n in (tracker.get_slot("posees") or {}).items()
        if cle not in suite.faits or cle == suite.a_modifier
    }
    fois = posees.get(question, 0) + 1
    if fois > FOIS_EN_ENTIER + RAPPELS:
        dispatcher.utter_message(response="utter_rappel_en_suspens")
    elif question == CHOIX:
        _demander_laquelle(dispatcher, suite, en_entier=fois <= FOIS_EN_ENTIER)
    else:
        dispatcher.utter_message(
            response=f"utter_{'demander' if fois <= FOIS_EN_ENTIER else 'rappel'}_{question}"
        )
    return [SlotSet("posees", posees | {question: fois})]


def _demander_laquelle(dispatcher: CollectingDispatcher, suite: Entretien, en_entier: bool) -> None:
    """Which commune is meant, among homonyms or in the group of communes that was named."""
    fiches = [f for f in map(ouvrir().fiche, suite.possibles) if f is not None]
    groupe = dict(suite.groupe or {})
    reponse = _en_entier(len(fiches), groupe) if en_entier else "utter_rappel_commune_choix"
    dispatcher.utter_message(
        response=reponse,
        nombre=len(fiches),
        buttons=[_bouton(f) for f in fiches[:BOUTONS]],
        **_dire(groupe),
    )


def _en_entier(nombre: int, groupe: dict[str, Any]) -> str:
    if groupe:
        return f"utter_demander_commune_groupe_{groupe['nature']}"
    if nombre == 1:  # a village that bears the name of a département or a region
        return "utter_demander_commune_choix_seule"
    return (
        "utter_demander_commune_choix"
        if nombre <= BOUTONS
        else "utter_demander_commune_choix_longue"
    )


def _dire(groupe: dict[str, Any]) -> dict[str, Any]:
    return (
        {
            "groupe_nom": groupe["nom"],
            "groupe_communes": groupe["communes"],
            "groupe_membres": groupe["membres"],
        }
        if groupe
        else {}
    )


def _bouton(fiche: Fiche) -> dict[str, str]:
    departement = ouvrir().departements[fiche.departement]
    return {
        "title": f"{fiche.nom} ({fiche.departement}, {departement})",
        "payload": "/informer" + json.dumps({"commune": fiche.code}, separators=(",", ":")),
    }
