"""Announces the verdict: the short answer, the reasons, what is left to confirm, what was not verified, the next step."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import a_informe, depuis_le_message, entretien
from vte.entretien import Entretien, peut_poursuivre
from vte.francais.dire import LIBELLES
from vte.regles import evaluer, pistes, presentation


class ActionVerdict(Action):
    def name(self) -> str:
        return "action_verdict"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        suite = entretien(tracker)
        verdict = evaluer(suite.dossier)
        annonce = presentation.resume(verdict) | {"poursuivre": suite.poursuivre}
        if annonce != tracker.get_slot("annonce"):
            _annoncer(dispatcher, suite, verdict)
            return [SlotSet("annonce", annonce)]
        if not _a_compare(tracker):
            _confirmer(dispatcher, tracker, verdict)
        return []


def _a_compare(tracker: Tracker) -> bool:
    """True when this turn only compared: the verdict itself was not in question."""
    dits = (e.get("metadata", {}).get("utter_action") or "" for e in depuis_le_message(tracker) if e.get("event") == "bot")
    return any(dit.startswith("utter_et_si") or dit == "utter_modifier" for dit in dits)


def _confirmer(dispatcher: CollectingDispatcher, tracker: Tracker, verdict: dict[str, Any]) -> None:
    """The verdict is the one that was announced: said shortly, or not at all when nothing was read."""
    if not a_informe(tracker):
        dispatcher.utter_message(response="utter_pas_compris")
        return
    dispatcher.utter_message(response="utter_verdict_inchange")
    _reponse_courte(dispatcher, verdict)


def _reponse_courte(dispatcher: CollectingDispatcher, verdict: dict[str, Any]) -> None:
    dispatcher.utter_message(
        response=f"utter_verdict_{verdict['statut']}", en_bref=presentation.en_bref(verdict), obstacles=presentation.obstacles(verdict)
    )


def _annoncer(dispatcher: CollectingDispatcher, suite: Entretien, verdict: dict[str, Any]) -> None:
    _reponse_courte(dispatcher, verdict)
    dispatcher.utter_message(response="utter_verdict_raisons", raisons=presentation.raisons(verdict))
    if trouvees := pistes(suite.dossier, certaines=False):
        dispatcher.utter_message(response="utter_verdict_pistes", pistes=presentation.les_pistes(trouvees))
    if suite.passees:
        dispatcher.utter_message(response="utter_verdict_reste", reste=", ".join(LIBELLES[c] for c in suite.passees))
    if verdict["statut"] != "non_eligible":
        dispatcher.utter_message(response="utter_verdict_aides", aides=presentation.aides(verdict))
    dispatcher.utter_message(
        response="utter_verdict_reserves", non_verifies=" ; ".join(verdict["non_verifies"]), sources=presentation.sources(verdict)
    )
    dispatcher.utter_message(response="utter_suite_refus" if peut_poursuivre(suite) else "utter_suite")
