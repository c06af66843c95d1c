"""From a tracker to an interview, and back to slot events."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from vte.entretien import Entretien, en_slots, reprendre


def entretien(tracker: Tracker) -> Entretien:
    return reprendre(tracker.slots)


def changements(tracker: Tracker, suite: Entretien) -> list[dict[str, Any]]:
    """SlotSet events for what changed only."""
    return [SlotSet(cle, valeur) for cle, valeur in en_slots(suite).items() if tracker.get_slot(cle) != valeur]


def est_charge_utile(tracker: Tracker) -> bool:
    """True when the last message is a button's payload: its entities are the facts."""
    return str(tracker.latest_message.get("text") or "").startswith("/")
