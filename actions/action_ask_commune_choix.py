"""Asks which of several communes is meant, with a button for each."""

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
        response = "utter_ask_commune_choix" if len(fiches) <= BOUTONS else "utter_ask_commune_choix_longue"
        dispatcher.utter_message(response=response, nombre=len(fiches), buttons=[_bouton(f) for f in fiches[:BOUTONS]])
        return []


def _bouton(fiche: Resultat) -> dict[str, str]:
    departement = ouvrir().departements[fiche.departement]
    return {
        "title": f"{fiche.nom} ({fiche.departement}, {departement})",
        "payload": "/informer" + json.dumps({"commune": fiche.code}, separators=(",", ":")),
    }
