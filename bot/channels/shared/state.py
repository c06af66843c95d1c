"""The `state` that goes with each answer (CONTRACT, section 5), read from Rasa's tracker."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.shared import payloads
from vte.conversation import Etat, carte, depuis_slots, offre
from vte.conversation.incompris import PAS_COMPRIS
from vte.dossier import progression


def read(tracker: DialogueStateTracker | None, held: bool = False) -> dict[str, Any]:
    """The state of a conversation; that of an empty one when there is no tracker yet.

    `held`: a member of staff answers; else nothing is said of it.
    """
    handover = {"handover": True} if held else {}
    if tracker is None:
        return _compose(Etat(), understood=True) | handover
    slots = tracker.current_slot_values()
    return _compose(depuis_slots(slots), _understood(tracker)) | handover


def offered(tracker: DialogueStateTracker | None, payload: str) -> str | None:
    """The title of the button of the verdict's card that sends `payload`; None without one."""
    return None if tracker is None else offre(depuis_slots(tracker.current_slot_values()), payload)


def _compose(etat: Etat, understood: bool) -> dict[str, Any]:
    """Beside the contract's keys, each there only when it says something:

    in `verdict`, what its card shows (vte/conversation/carte.py); `facts`, what is known, in words,
    with the payload that changes it (payloads.faits); `demande`, what the request for a person is
    asking: « nom », « coordonnee », « sujet » or « accord ».
    """
    known, asked = etat.entretien, etat.champ_demande
    state = {
        "dossier": known.faits,
        "question": None if asked else etat.question,
        "understood": understood,
        "verdict": carte(etat),
        "progress": progression(known.dossier, known.passees),
    }
    if asked:  # which hears its own answers only: no fact can be changed meanwhile
        return state | {"demande": asked}
    return state | ({"facts": facts} if (facts := payloads.faits(known.faits)) else {})


def _understood(tracker: DialogueStateTracker) -> bool:
    """False when the last turn ended in a fallback or out of scope."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return True
        said = event.metadata.get("utter_action") if isinstance(event, BotUttered) else None
        if said and said.startswith(PAS_COMPRIS):
            return False
    return True
