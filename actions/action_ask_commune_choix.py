"""Asks which commune is meant, among homonyms or in the group of communes that was named."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from vte.territoires import Resultat, ouvrir

BOUTONS = 6  # beyond, the person names the département


class ActionAskCommuneChoix(Action):
    def name(self) -> str:
        return "action_ask_commune_choix"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        codes = tracker.get_slot("communes_possibles") or []
        fiches = [f for f in map(ouvrir().fiche, codes) if f is not None]
        groupe = tracker.get_slot("groupe") or {}
        dispatcher.utter_message(response=_response(len(fiches), groupe), nombre=len(fiches), buttons=[_bouton(f) for f in fiches[:BOUTONS]], **_dire(groupe))
        return []


def _response(nombre: int, groupe: dict[str, Any]) -> str:
    if groupe:
        return f"utter_ask_commune_groupe_{groupe['nature']}"
    if nombre == 1:  # a village that bears the name of a département or a region
        return "utter_ask_commune_choix_seule"
    return "utter_ask_commune_choix" if nombre <= BOUTONS else "utter_ask_commune_choix_longue"


def _dire(groupe: dict[str, Any]) -> dict[str, Any]:
    return {"groupe_nom": groupe["nom"], "groupe_communes": groupe["communes"], "groupe_membres": groupe["membres"]} if groupe else {}


def _bouton(fiche: Resultat) -> dict[str, str]:
    departement = ouvrir().departements[fiche.departement]
    return {
        "title": f"{fiche.nom} ({fiche.departement}, {departement})",
        "payload": "/informer" + json.dumps({"commune": fiche.code}, separators=(",", ":")),
    }
