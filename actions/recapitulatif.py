"""What is known so far."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from vte.entretien import Entretien
from vte.francais.dire import dire


def recapituler(dispatcher: CollectingDispatcher, suite: Entretien) -> None:
    if suite.faits:
        dispatcher.utter_message(response="utter_recapitulatif", faits=dire(suite.faits))
    else:
        dispatcher.utter_message(response="utter_recapitulatif_vide")
