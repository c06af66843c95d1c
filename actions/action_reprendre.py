"""After a request for a person: back to the recruitment, if its questions were not over."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import entretien
from vte.entretien import question


class ActionReprendre(Action):
    def name(self) -> str:
        return "action_reprendre"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        suite = entretien(tracker)
        return [FollowupAction("dossier_form")] if suite.faits and question(suite) else []
