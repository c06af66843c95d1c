"""Erases the conversation, once confirmed: the channel reads `effacer` and forgets everything after this answer."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import entites


class ActionEffacer(Action):
    def name(self) -> str:
        return "action_effacer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="utter_efface" if entites(tracker).get("certain") else "utter_confirmer_effacement")
        return []
