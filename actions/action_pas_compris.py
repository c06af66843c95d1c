"""A message that was not understood, outside the form, in two stages: what it may have meant, then how to say it otherwise."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import FAQ
from vte.comprehension.sujets import propositions

PROPOSITIONS = 3
VRAISEMBLABLE = 0.1  # below, what is proposed would be noise


class ActionPasCompris(Action):
    def name(self) -> str:
        return "action_pas_compris"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        echecs = int(tracker.get_slot("echecs") or 0) + 1
        boutons = _propositions(_sens(tracker))
        if echecs == 1 and boutons:
            dispatcher.utter_message(response="utter_ask_affirmation", buttons=boutons)
        elif echecs <= 2:
            dispatcher.utter_message(response="utter_ask_rephrase")
        else:
            dispatcher.utter_message(response="utter_pas_compris")
        return [SlotSet("echecs", echecs)]


def _sens(tracker: Tracker) -> list[str]:
    """What the message may have meant, the likeliest first: intents, and answers for the questions about the VTE."""
    reponses = ((tracker.latest_message.get("response_selector") or {}).get(FAQ) or {}).get(
        "ranking"
    ) or []
    vus = [(r["confidence"], r["intent_response_key"]) for r in reponses]
    vus += [
        (c["confidence"], c["name"]) for c in tracker.latest_message.get("intent_ranking") or []
    ]
    return [nom for confiance, nom in sorted(vus, reverse=True) if confiance >= VRAISEMBLABLE]


def _propositions(noms: list[str]) -> list[dict[str, str]]:
    """The buttons of what the message may have meant, of at most PROPOSITIONS intents or topics."""
    connues = propositions()
    proposees = [connues[nom] for nom in noms if nom in connues][:PROPOSITIONS]
    return [{"title": p.titre, "payload": p.payload} for p in proposees]
