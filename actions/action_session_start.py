"""First contact: who speaks, what the answer is worth, where a human is; and the figures that texts quote.

Coming back after an hour: the earlier answers, to take up again or to leave.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import entretien
from vte.dossier import dire
from vte.horloge import aujourdhui
from vte.regles import chiffres, courant

# What is of one sitting only.
_PASSAGERS = {"requested_slot", "echecs", "posees", "et_si", "demande"}


class ActionSessionStart(Action):
    def name(self) -> str:
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        nombres = chiffres.de(courant(), aujourdhui())
        faits = entretien(tracker).faits
        if faits:
            dispatcher.utter_message(response="utter_reprise", faits=dire(faits))
        else:
            dispatcher.utter_message(response="utter_accueil", **nombres)
            if aujourdhui() > courant().pour(aujourdhui()).au:
                dispatcher.utter_message(response="utter_accueil_periode_close", **nombres)
        gardes = [
            SlotSet(cle, valeur)
            for cle, valeur in tracker.slots.items()
            if valeur is not None and cle not in {*nombres, *_PASSAGERS}
        ]
        vides = [
            SlotSet(cle, None) for cle in sorted(_PASSAGERS) if tracker.get_slot(cle) is not None
        ]
        return [
            SessionStarted(),
            *gardes,
            *vides,
            *(SlotSet(cle, v) for cle, v in nombres.items()),
            ActionExecuted("action_listen"),
        ]
