"""Says what was not understood and what would be; explains the question after two failures."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

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
        verbe = "explique" if echecs >= ECHECS_AVANT_EXPLICATION else "pas_compris"
        dispatcher.utter_message(response=f"utter_{verbe}_{question}")
        return [SlotSet("echecs", echecs)]
