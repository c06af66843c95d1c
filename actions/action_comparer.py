"""« Et si… » outside the form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import entretien
from actions.hypothese import comparer_et_dire


class ActionComparer(Action):
    def name(self) -> str:
        return "action_comparer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        return comparer_et_dire(dispatcher, tracker, entretien(tracker))
