"""A wish to change an answer, outside the form: the form takes it if it says which, else the choice is offered."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.accuse import accuser
from actions.dossier import changements, entretien
from actions.ecoute import ecouter


class ActionModifier(Action):
    def name(self) -> str:
        return "action_modifier"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        avant = entretien(tracker)
        ecoute = ecouter(dispatcher, tracker, avant)
        accuser(dispatcher, avant, ecoute.suite, None, ecoute.lecture)
        suivre = [FollowupAction("dossier_form")] if ecoute.suite != avant else []
        return [*changements(tracker, ecoute.suite), *suivre]
