"""The `state` that goes with each answer (CONTRACT, section 5), read from Rasa's tracker."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.shared import payloads
from vte.demandes import PREFIXE
from vte.entretien import Entretien, progression, reprendre
from vte.regles import evaluer
from vte.suivi import PAS_COMPRIS


def lire(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    """The state of a conversation; that of an empty one when there is no tracker yet."""
    if tracker is None:
        return _composer(Entretien(), None, True, None)
    slots = tracker.current_slot_values()
    suite = reprendre(slots)
    question = slots.get("requested_slot") if tracker.active_loop_name else None
    verdict = evaluer(suite.dossier) if slots.get("annonce") else None
    return _composer(suite, question, _compris(tracker), verdict)


def _composer(
    suite: Entretien, question: str | None, compris: bool, verdict: dict[str, Any] | None
) -> dict[str, Any]:
    """Beside the contract's keys, each there only when it says something:

    `facts`, what is known, in words, with the payload that changes it (payloads.faits);
    `demande`, what the request for a person is asking: « nom », « coordonnee », « sujet », « accord ».
    """
    de_la_demande = question is not None and question.startswith(PREFIXE)
    etat = {
        "dossier": suite.faits,
        "question": None if de_la_demande else question,
        "understood": compris,
        "verdict": verdict,
        "progress": progression(suite),
    }
    if de_la_demande:  # which hears its own answers only: no fact can be changed meanwhile
        return etat | {"demande": str(question).removeprefix(PREFIXE)}
    return etat | ({"facts": dits} if (dits := payloads.faits(suite.faits)) else {})


def _compris(tracker: DialogueStateTracker) -> bool:
    """False when the last turn ended in a fallback or out of scope."""
    for evenement in reversed(tracker.events):
        if isinstance(evenement, UserUttered):
            return True
        dit = evenement.metadata.get("utter_action") if isinstance(evenement, BotUttered) else None
        fait = evenement.action_name if isinstance(evenement, ActionExecuted) else None
        if any(nom and nom.startswith(PAS_COMPRIS) for nom in (dit, fait)):
            return False
    return True
