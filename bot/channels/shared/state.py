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


def read(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    """The state of a conversation; that of an empty one when there is no tracker yet."""
    if tracker is None:
        return _compose(Entretien(), None, True, None)
    slots = tracker.current_slot_values()
    known = reprendre(slots)
    question = slots.get("requested_slot") if tracker.active_loop_name else None
    verdict = evaluer(known.dossier) if slots.get("annonce") else None
    return _compose(known, question, _understood(tracker), verdict)


def _compose(
    known: Entretien, question: str | None, understood: bool, verdict: dict[str, Any] | None
) -> dict[str, Any]:
    """Beside the contract's keys, each there only when it says something:

    `facts`, what is known, in words, with the payload that changes it (payloads.faits);
    `demande`, what the request for a person is asking: « nom », « coordonnee », « sujet » or
    « accord ».
    """
    de_la_demande = question is not None and question.startswith(PREFIXE)
    state = {
        "dossier": known.faits,
        "question": None if de_la_demande else question,
        "understood": understood,
        "verdict": verdict,
        "progress": progression(known),
    }
    if de_la_demande:  # which hears its own answers only: no fact can be changed meanwhile
        return state | {"demande": str(question).removeprefix(PREFIXE)}
    return state | ({"facts": facts} if (facts := payloads.faits(known.faits)) else {})


def _understood(tracker: DialogueStateTracker) -> bool:
    """False when the last turn ended in a fallback or out of scope."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return True
        said = event.metadata.get("utter_action") if isinstance(event, BotUttered) else None
        fait = event.action_name if isinstance(event, ActionExecuted) else None
        if any(nom and nom.startswith(PAS_COMPRIS) for nom in (said, fait)):
            return False
    return True
