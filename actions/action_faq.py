"""Answers a question outside the form; the facts it states are noted, and the form goes on from them."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.accuse import accuser
from actions.dossier import changements, entretien
from actions.ecoute import ecouter


class ActionFaq(Action):
    def name(self) -> str:
        return "action_faq"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        avant = entretien(tracker)
        ecoute = ecouter(dispatcher, tracker, avant)
        accuser(dispatcher, avant, ecoute.suite, None, ecoute.lecture)
        if {**ecoute.suite.faits, "profil": None} == {**avant.faits, "profil": None} and not ecoute.suite.possibles:
            return changements(tracker, ecoute.suite)
        return [*changements(tracker, ecoute.suite), FollowupAction("dossier_form")]
