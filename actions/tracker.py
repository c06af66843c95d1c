"""From Rasa's tracker to a message and a state, and back to events and responses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from vte.charge import choisie
from vte.comprehension.hesitation import des_reponses, trancher
from vte.conversation import Etat, Message, Parole
from vte.demandes import reference_de
from vte.lecture import Lecture

VRAISEMBLABLE = 0.1  # below, what a message may have meant is noise


def message(tracker: Tracker) -> Message:
    """The last message, as the pipeline understood it; a button's entities are what it carries."""
    recu = tracker.latest_message
    texte = str(recu.get("text") or "")
    # rasa_sdk's own getter reads the ranking, which may be of another intent.
    intent = str((recu.get("intent") or {}).get("name") or "")
    presse = choisie(texte, intent)
    selecteur = recu.get("response_selector") or {}
    sujets = des_reponses(selecteur)
    intent, hesite = trancher(intent, sujets)
    return Message(
        texte,
        intent,
        Lecture() if presse else Lecture.depuis_json(recu.get("lecture") or {}),
        sujet=(selecteur.get(intent) or {}).get("response", {}).get("intent_response_key"),
        charge=_entites(recu) if presse else None,
        sens=tuple(_sens(recu, sujets)),
        hesite=hesite,
        reference=reference_de(tracker.sender_id, identifiant(tracker)),
    )


def identifiant(tracker: Tracker) -> str:
    """The id of the last message: the same when its turn is played again."""
    dits = (e for e in reversed(tracker.events) if e.get("event") == "user")
    return next((str(e.get("message_id") or "") for e in dits), "")


def _entites(recu: Mapping[str, Any]) -> dict[str, Any]:
    """The last one of each name."""
    return {e["entity"]: e["value"] for e in recu.get("entities") or []}


def _sens(recu: Mapping[str, Any], sujets: Iterable[tuple[str, float]]) -> list[str]:
    """What it may have meant, the likeliest first: intents, and topics of questions."""
    vus = [(sure, nom) for nom, sure in sujets]
    vus += [(c["confidence"], c["name"]) for c in recu.get("intent_ranking") or []]
    return [nom for sure, nom in sorted(vus, reverse=True) if sure >= VRAISEMBLABLE]


def slots(tracker: Tracker, etat: Etat) -> list[dict[str, Any]]:
    """Events for what changed only."""
    connus = tracker.slots
    return [SlotSet(nom, v) for nom, v in etat.en_slots().items() if connus.get(nom) != v]


def dire(dispatcher: CollectingDispatcher, paroles: Iterable[Parole]) -> None:
    """Rasa renders each, in the words of the channel and of the audience."""
    for parole in paroles:
        boutons = [{"title": b.title, "payload": b.payload} for b in parole.boutons]
        dispatcher.utter_message(response=parole.reponse, buttons=boutons, **parole.valeurs)
