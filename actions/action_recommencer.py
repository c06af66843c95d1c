"""Forgets the dossier and begins again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from vte.entretien import Entretien, en_slots

_AUTRES = ("annonce", "derniere", "echecs", "et_si", "posees", "requested_slot")


class ActionRecommencer(Action):
    def name(self) -> str:
        return "action_recommencer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_recommencer")
        vides = [SlotSet(cle, None) for cle in (*en_slots(Entretien()), *_AUTRES)]
        return [ActiveLoop(None), *vides]
