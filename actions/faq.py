"""The answer to a question about the VTE, as the classifier chose it."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import FAQ


def repondre(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    choix = (tracker.latest_message.get("response_selector") or {}).get(FAQ) or {}
    dispatcher.utter_message(
        response=(choix.get("response") or {}).get("utter_action") or "utter_pas_compris"
    )
