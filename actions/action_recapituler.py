"""Sums up what is known, outside the form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import entretien
from actions.recapitulatif import recapituler


class ActionRecapituler(Action):
    def name(self) -> str:
        return "action_recapituler"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        recapituler(dispatcher, entretien(tracker))
        return []
