"""Announces the verdict: amounts, reasons, what was not verified, sources, next step."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import a_informe, entretien
from vte.francais.dire import LIBELLES
from vte.regles import evaluer, pistes, presentation


class ActionVerdict(Action):
    def name(self) -> str:
        return "action_verdict"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        suite = entretien(tracker)
        verdict = evaluer(suite.dossier)
        annonce = presentation.resume(verdict)
        if annonce == tracker.get_slot("annonce"):
            if not a_informe(tracker):
                dispatcher.utter_message(response="utter_pas_compris")
                return []
            dispatcher.utter_message(response="utter_verdict_inchange")
            dispatcher.utter_message(response=f"utter_verdict_{verdict['statut']}")
            return []
        dispatcher.utter_message(response=f"utter_verdict_{verdict['statut']}")
        if verdict["statut"] != "non_eligible":
            dispatcher.utter_message(response="utter_verdict_aides", aides=presentation.aides(verdict))
        dispatcher.utter_message(response="utter_verdict_raisons", raisons=presentation.raisons(verdict))
        if trouvees := pistes(suite.dossier, certaines=False):
            dispatcher.utter_message(response="utter_verdict_pistes", pistes=presentation.les_pistes(trouvees))
        if suite.passees:
            dispatcher.utter_message(response="utter_verdict_reste", reste=", ".join(LIBELLES[c] for c in suite.passees))
        dispatcher.utter_message(
            response="utter_verdict_reserves",
            non_verifies=" ; ".join(verdict["non_verifies"]),
            sources=presentation.sources(verdict),
        )
        dispatcher.utter_message(response="utter_suite")
        return [SlotSet("annonce", annonce)]
