"""Conducts a turn in one call: listens, says what was noted, and asks what the rules ask next or announces what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.accuse import accuser
from actions.dossier import Ecoute, changements, entretien, intent_du_message, vient_de_parler
from actions.ecoute import INFORMER, ecouter
from actions.hypothese import refermer
from actions.pas_compris import demande_encore, dire_pas_compris
from actions.questions import demander
from actions.verdict import annoncer
from vte.entretien import Entretien, question

# The rules answer these (data/rules/digressions.yml), then come back to the form.
LAISSES = {
    "saluer",
    "remercier",
    "au_revoir",
    "insulter",
    "prendre_des_nouvelles",
    "parler_a_quelqu_un",
    "etre_rappele",
}


class ValidateDossierForm(Action):
    def name(self) -> str:
        return "validate_dossier_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        avant = entretien(tracker)
        if not vient_de_parler(tracker):
            return _revenir(dispatcher, tracker, avant)
        demandee, intent = tracker.get_slot("requested_slot"), intent_du_message(tracker)
        if demandee and intent in LAISSES:
            return []
        ecoute = ecouter(dispatcher, tracker, avant)
        accuser(dispatcher, avant, ecoute.suite, demandee, ecoute.lecture)
        echecs = _echecs(tracker, ecoute, avant)
        if not ecoute.compris:
            dire_pas_compris(dispatcher, demandee, echecs, intent)
        # Always set: Rasa takes a turn that sets no slot for one that the form could not handle.
        evenements = [
            *changements(tracker, ecoute.suite),
            *refermer(tracker),
            *ecoute.evenements,
            SlotSet("echecs", echecs or None),
        ]
        if not _suit(ecoute, avant, demandee, intent):
            return [*evenements, SlotSet("requested_slot", demandee)]
        return evenements + _suivre(dispatcher, tracker, ecoute, echecs)


def _echecs(tracker: Tracker, ecoute: Ecoute, avant: Entretien) -> int:
    """Failures in a row: one more, none after an answer, as many after a digression."""
    if ecoute.suite != avant:
        return 0
    return int(tracker.get_slot("echecs") or 0) + (0 if ecoute.compris else 1)


def _suit(ecoute: Ecoute, avant: Entretien, demandee: str | None, intent: str) -> bool:
    """Whether the interview goes on: it was open, facts were said, or the message itself says so."""
    if ecoute.suivre is not None:
        return ecoute.suivre
    return bool(demandee) or intent == INFORMER or _sans_profil(ecoute.suite) != _sans_profil(avant)


def _sans_profil(suite: Entretien) -> Entretien:
    """Who is speaking is no answer: « je suis étudiant, c'est quoi le VTE ? » only asks."""
    return replace(suite, dossier=suite.dossier.avec(profil=None))


def _suivre(
    dispatcher: CollectingDispatcher, tracker: Tracker, ecoute: Ecoute, echecs: int
) -> list[dict[str, Any]]:
    suivante = question(ecoute.suite)
    if suivante is None:
        lu = ecoute.lecture is None or bool(ecoute.lecture.faits or ecoute.lecture.lieu)
        return [*annoncer(dispatcher, tracker, ecoute.suite, lu), SlotSet("requested_slot", None)]
    repose = ecoute.compris or demande_encore(echecs)
    return [
        *(demander(dispatcher, tracker, ecoute.suite, suivante) if repose else []),
        SlotSet("requested_slot", suivante),
    ]


def _revenir(
    dispatcher: CollectingDispatcher, tracker: Tracker, suite: Entretien
) -> list[dict[str, Any]]:
    """After a digression or a request for a person: the question that was open, if any was."""
    suivante = question(suite) if suite.faits or tracker.get_slot("requested_slot") else None
    posee = demander(dispatcher, tracker, suite, suivante) if suivante else []
    return [*posee, SlotSet("requested_slot", suivante)]
