"""Explains why the open question is asked and what answers it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


class ActionExpliquerQuestion(Action):
    def name(self) -> str:
        return "action_expliquer_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        question = tracker.get_slot("requested_slot")
        dispatcher.utter_message(response=f"utter_explique_{question}" if question else "utter_explique")
        return []
