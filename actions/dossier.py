"""From a tracker to an interview, and back to slot events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from vte.dossier import CLES
from vte.entretien import Entretien, en_slots, reprendre
from vte.lecture import Lecture

FAQ = "faq"
# In a question about the rules ("et en alternance ?"), these words are no statement.
_GENERALITES = {"profil", "taille", "contrat", "duree_mois", "niveau_obtenu", "niveau_prepare"}


@dataclass(frozen=True)
class Ecoute:
    """What a message changes: the interview after it, whether anything was understood, what was read.

    `suivre`: whether the interview goes on (the next question, or the verdict); None: if it was open, or has changed.
    """

    suite: Entretien
    compris: bool = True
    lecture: Lecture | None = None
    suivre: bool | None = None
    evenements: list[dict[str, Any]] = field(default_factory=list)


def entretien(tracker: Tracker) -> Entretien:
    return reprendre(tracker.slots)


def changements(tracker: Tracker, suite: Entretien) -> list[dict[str, Any]]:
    """SlotSet events for what changed only; `derniere` is the fact that a bare correction would change."""
    evenements = [
        SlotSet(cle, valeur)
        for cle, valeur in en_slots(suite).items()
        if tracker.get_slot(cle) != valeur
    ]
    notes = [
        e["name"]
        for e in evenements
        if e["name"] in CLES and e["value"] is not None and e["name"] not in ("taille", "profil")
    ]
    return evenements + [SlotSet("derniere", cle) for cle in notes[-1:]]


def est_une_generalite(lecture: Lecture) -> bool:
    """True when a question names only kinds of contract, size or diploma: nothing is said of the person's own case."""
    return set(lecture.faits) <= _GENERALITES and lecture.lieu is None


def depuis_le_message(tracker: Tracker) -> list[dict[str, Any]]:
    """What happened since the person last spoke, latest first."""
    depuis: list[dict[str, Any]] = []
    for evenement in reversed(tracker.events):
        if evenement.get("event") == "user":
            break
        depuis.append(evenement)
    return depuis


def vient_de_parler(tracker: Tracker) -> bool:
    """False when a form comes back after a digression: the message has been dealt with."""
    return not any(e.get("event") == "bot" for e in depuis_le_message(tracker))


def texte_du_message(tracker: Tracker) -> str:
    return str(tracker.latest_message.get("text") or "")


def intent_du_message(tracker: Tracker) -> str:
    """What the pipeline concluded; rasa_sdk's own getter reads the ranking, which FaitsDabord leaves as it was."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def est_charge_utile(tracker: Tracker) -> bool:
    """True when the last message is a button's payload: its entities are the facts."""
    return texte_du_message(tracker).startswith("/")


def entites(tracker: Tracker) -> dict[str, Any]:
    """The entities of the last message, the last one of each name."""
    return {e["entity"]: e["value"] for e in tracker.latest_message.get("entities") or []}
