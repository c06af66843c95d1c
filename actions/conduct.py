"""The two actions: the opening of a session, and a turn."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.tracker import dire, identifiant, message, slots
from vte.conversation import (
    AbandonnerDemande,
    Effet,
    EnvoyerDemande,
    NoterDemande,
    accueillir,
    depuis_slots,
    tour,
)
from vte.demandes import Demandes

Events = list[dict[str, Any]]
Domain = dict[str, Any]


@lru_cache(maxsize=1)
def demandes() -> Demandes:
    """The staff's table, opened at the first request."""
    return Demandes()


class ActionSessionStart(Action):
    """First contact, or coming back: what is known is carried over."""

    def name(self) -> str:
        return "action_session_start"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        etat, paroles = accueillir(depuis_slots(tracker.slots))
        dire(dispatcher, paroles)
        gardes = [SlotSet(nom, v) for nom, v in etat.en_slots().items() if v is not None]
        vides = [e for e in slots(tracker, etat) if e["value"] is None]
        return [SessionStarted(), *gardes, *vides, ActionExecuted("action_listen")]


class ActionConduire(Action):
    """One turn, whatever was said (data/rules)."""

    def name(self) -> str:
        return "action_conduire"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        joue = tour(depuis_slots(tracker.slots), message(tracker))
        for effet in joue.effets:  # in a thread: their database is waited for
            await asyncio.to_thread(_faire, effet, tracker.sender_id, identifiant(tracker))
        dire(dispatcher, joue.paroles)
        return slots(tracker, joue.etat)


def _faire(effet: Effet, conversation: str, message_id: str) -> None:
    """Done once for a message, also where its turn is played again. Error: DemandeIncomplete."""
    match effet:
        case NoterDemande(champ, valeur):
            demandes().noter(conversation, **{champ: valeur})
        case EnvoyerDemande(reference):
            demandes().envoyer(conversation, message_id, reference)
        case AbandonnerDemande():
            demandes().abandonner(conversation)
