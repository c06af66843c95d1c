"""Says what was not understood and what would be; explains the question after two failures."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import intent_du_message

ECHECS_AVANT_EXPLICATION = 2


class ActionPasCompris(Action):
    def name(self) -> str:
        return "action_pas_compris"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        question = tracker.get_slot("requested_slot")
        if question is None:
            dispatcher.utter_message(response="utter_pas_compris")
            return []
        echecs = int(tracker.get_slot("echecs") or 0) + 1
        dispatcher.utter_message(response=_reponse(question, echecs, intent_du_message(tracker)))
        return [SlotSet("echecs", echecs)]


def _reponse(question: str, echecs: int, intent: str) -> str:
    if echecs >= ECHECS_AVANT_EXPLICATION:
        return f"utter_explique_{question}"
    return "utter_hors_sujet" if intent == "hors_sujet" else f"utter_pas_compris_{question}"
