"""« Pourquoi ? » outside the form: the reasons of the verdict with their sources, or what the assistant asks and why."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import entretien
from vte.regles import evaluer, presentation


class ActionExpliquerQuestion(Action):
    def name(self) -> str:
        return "action_expliquer_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        if tracker.get_slot("annonce"):
            verdict = evaluer(entretien(tracker).dossier)
            dispatcher.utter_message(response="utter_pourquoi", raisons=presentation.raisons_sourcees(verdict))
        else:
            dispatcher.utter_message(response="utter_explique")
        return []
