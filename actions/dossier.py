"""From a tracker to an interview, and back to slot events."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from vte.dossier import CLES
from vte.entretien import Entretien, en_slots, reprendre


def entretien(tracker: Tracker) -> Entretien:
    return reprendre(tracker.slots)


def changements(tracker: Tracker, suite: Entretien) -> list[dict[str, Any]]:
    """SlotSet events for what changed only."""
    return [SlotSet(cle, valeur) for cle, valeur in en_slots(suite).items() if tracker.get_slot(cle) != valeur]


def depuis_le_message(tracker: Tracker) -> list[dict[str, Any]]:
    """What happened since the person last spoke, latest first."""
    depuis: list[dict[str, Any]] = []
    for evenement in reversed(tracker.events):
        if evenement.get("event") == "user":
            break
        depuis.append(evenement)
    return depuis


def a_informe(tracker: Tracker) -> bool:
    """True when something was read in the last message, even if it was known already."""
    notes = any(e.get("event") == "slot" and e.get("name") in CLES for e in depuis_le_message(tracker))
    return notes or bool(tracker.latest_message.get("entities"))


def intent_du_message(tracker: Tracker) -> str:
    """What the pipeline concluded; rasa_sdk's own getter reads the ranking, which FaitsDabord leaves as it was."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def est_charge_utile(tracker: Tracker) -> bool:
    """True when the last message is a button's payload: its entities are the facts."""
    return str(tracker.latest_message.get("text") or "").startswith("/")
