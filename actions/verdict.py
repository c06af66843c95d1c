"""Announces the verdict: the short answer, the reasons, what is left to confirm, what was not verified, the next step."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from vte.dossier import LES_CLES
from vte.entretien import Entretien, peut_poursuivre
from vte.regles import evaluer, pistes, presentation


def annoncer(
    dispatcher: CollectingDispatcher, tracker: Tracker, suite: Entretien, lu: bool
) -> list[dict[str, Any]]:
    """In full when it is new, shortly when it is the one that was announced; `lu`: something was read in the message."""
    verdict = evaluer(suite.dossier)
    annonce = presentation.resume(verdict) | {"poursuivre": suite.poursuivre}
    if annonce != tracker.get_slot("annonce"):
        _en_entier(dispatcher, suite, verdict)
        return [SlotSet("annonce", annonce)]
    if lu:
        dispatcher.utter_message(response="utter_verdict_inchange")
        _en_bref(dispatcher, verdict)
    else:
        dispatcher.utter_message(response="utter_pas_compris")
    return []


def motiver(dispatcher: CollectingDispatcher, suite: Entretien) -> None:
    """« Pourquoi ? » : each reason with its source; where a platform wants it shorter, the sources once at the end."""
    verdict = evaluer(suite.dossier)
    dispatcher.utter_message(
        response="utter_pourquoi",
        raisons_sourcees=presentation.raisons_sourcees(verdict),
        raisons=presentation.raisons(verdict),
        sources=presentation.sources(verdict),
    )


def _en_bref(dispatcher: CollectingDispatcher, verdict: dict[str, Any]) -> None:
    dispatcher.utter_message(
        response=f"utter_verdict_{verdict['statut']}",
        en_bref=presentation.en_bref(verdict),
        obstacles=presentation.obstacles(verdict),
    )


def _en_entier(dispatcher: CollectingDispatcher, suite: Entretien, verdict: dict[str, Any]) -> None:
    _en_bref(dispatcher, verdict)
    dispatcher.utter_message(
        response="utter_verdict_raisons", raisons=presentation.raisons(verdict)
    )
    if trouvees := pistes(suite.dossier, certaines=False):
        dispatcher.utter_message(
            response="utter_verdict_pistes", pistes=presentation.les_pistes(trouvees)
        )
    if suite.passees:
        dispatcher.utter_message(
            response="utter_verdict_reste",
            reste=", ".join(LES_CLES[c].libelle for c in suite.passees),
        )
    if verdict["statut"] != "non_eligible":
        dispatcher.utter_message(response="utter_verdict_aides", aides=presentation.aides(verdict))
    dispatcher.utter_message(
        response="utter_verdict_reserves",
        non_verifies=" ; ".join(verdict["non_verifies"]),
        sources=presentation.sources(verdict),
    )
    dispatcher.utter_message(
        response="utter_suite_refus" if peut_poursuivre(suite) else "utter_suite"
    )
