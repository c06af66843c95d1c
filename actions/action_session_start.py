"""First contact: who speaks, what the answer is worth, where a human is; and the figures that texts quote."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from vte.horloge import aujourdhui
from vte.regles import chiffres, courant


class ActionSessionStart(Action):
    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        nombres = chiffres.de(courant(), aujourdhui())
        dispatcher.utter_message(response="utter_accueil", **nombres)
        gardes = [SlotSet(cle, valeur) for cle, valeur in tracker.slots.items() if valeur is not None and cle not in nombres]
        return [SessionStarted(), *gardes, *(SlotSet(cle, v) for cle, v in nombres.items()), ActionExecuted("action_listen")]
