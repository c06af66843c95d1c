"""Conducts a turn of the form in one call: listens, says what was noted, and asks what the rules ask next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.accuse import accuser
from actions.dossier import changements, entretien, intent_du_message, vient_de_parler
from actions.ecoute import ecouter
from actions.pas_compris import demande_encore, dire_pas_compris
from actions.questions import demander
from vte.entretien import Entretien, question

# The rules answer these (data/rules/digressions.yml), then come back to the form.
LAISSES = {"saluer", "remercier", "au_revoir", "insulter", "prendre_des_nouvelles", "parler_a_quelqu_un", "recommencer", "effacer", "etre_rappele"}


class ValidateDossierForm(Action):
    def name(self) -> str:
        return "validate_dossier_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        avant = entretien(tracker)
        if not vient_de_parler(tracker):
            return _suivre(dispatcher, tracker, avant)
        if intent_du_message(tracker) in LAISSES:
            return []
        demandee = tracker.get_slot("requested_slot")
        ecoute = ecouter(dispatcher, tracker, avant)
        accuser(dispatcher, avant, ecoute.suite, demandee, ecoute.lecture)
        echecs = _echecs(tracker, ecoute.compris, ecoute.suite != avant)
        if demandee and not ecoute.compris:
            dire_pas_compris(dispatcher, demandee, echecs, intent_du_message(tracker))
        # Always set: Rasa takes a turn that sets no slot for one that the form could not handle.
        evenements = [*changements(tracker, ecoute.suite), *ecoute.evenements, SlotSet("echecs", echecs or None)]
        repose = ecoute.demander and (ecoute.compris or demande_encore(echecs))
        return evenements + _suivre(dispatcher, tracker, ecoute.suite, repose)


def _echecs(tracker: Tracker, compris: bool, change: bool) -> int:
    """Failures in a row: one more, none after an answer, as many after a digression."""
    if change:
        return 0
    return int(tracker.get_slot("echecs") or 0) + (0 if compris else 1)


def _suivre(dispatcher: CollectingDispatcher, tracker: Tracker, suite: Entretien, repose: bool = True) -> list[dict[str, Any]]:
    suivante = question(suite)
    posee = demander(dispatcher, tracker, suite, suivante) if suivante and repose else []
    return [*posee, SlotSet("requested_slot", suivante)]
