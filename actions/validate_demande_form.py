"""A request for a person: a name, where to reach them, what about; confirmed before it is kept.

What the person says goes to the staff's table and nowhere else: slots hold only enough for the person to recognise it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import faq
from actions.dossier import (
    FAQ,
    entites,
    est_charge_utile,
    intent_du_message,
    texte_du_message,
    vient_de_parler,
)
from vte.demandes import CHAMPS, PREFIXE, Demandes
from vte.donnees_personnelles import apercu, coordonnee, initiales
from vte.texte import aplatir

ACCORD = f"{PREFIXE}accord"
_MAX = {"nom": 80, "coordonnee": 120, "sujet": 500}
_ANNULER = re.compile(r"\b(?:annul\w*|laisse[rz]? tomber|stop|abandonn\w*|plus tard|retour)\b")


@lru_cache(maxsize=1)
def demandes() -> Demandes:
    """The staff's table, opened at the first request."""
    return Demandes()


class ValidateDemandeForm(Action):
    def name(self) -> str:
        return "validate_demande_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        demandee = tracker.get_slot("requested_slot")
        if demandee not in {
            ACCORD,
            *(f"{PREFIXE}{champ}" for champ in CHAMPS),
        } or not vient_de_parler(tracker):
            dispatcher.utter_message(response="utter_demande_debut")
            return _suivre(dispatcher, {})
        sue = dict(tracker.get_slot("demande") or {})
        if intent_du_message(tracker) == FAQ and "?" in texte_du_message(tracker):
            faq.repondre(dispatcher, tracker)
            return _suivre(dispatcher, sue)
        if demandee == ACCORD:
            return _conclure(dispatcher, tracker, sue)
        if _annule(tracker):
            return _annuler(dispatcher, tracker)
        return _noter(dispatcher, tracker, demandee.removeprefix(PREFIXE), sue)


def _annule(tracker: Tracker) -> bool:
    return intent_du_message(tracker) in ("nier", "recommencer") or bool(
        _ANNULER.search(aplatir(texte_du_message(tracker)))
    )


def _noter(
    dispatcher: CollectingDispatcher, tracker: Tracker, champ: str, sue: dict[str, str]
) -> list[dict[str, Any]]:
    texte = texte_du_message(tracker).strip()[: _MAX[champ]]
    valeur = coordonnee(texte) if champ == "coordonnee" else texte
    if not valeur or est_charge_utile(tracker) or not re.search(r"\w", valeur):
        dispatcher.utter_message(response=f"utter_pas_compris_demande_{champ}")
        return _suivre(dispatcher, sue, repose=False)
    demandes().noter(tracker.sender_id, **{champ: valeur})
    vus = {"nom": initiales, "coordonnee": apercu, "sujet": lambda sujet: str(len(sujet))}
    return _suivre(dispatcher, sue | {champ: vus[champ](valeur)})


def _conclure(
    dispatcher: CollectingDispatcher, tracker: Tracker, sue: dict[str, str]
) -> list[dict[str, Any]]:
    """« Oui » sends, « non » forgets; anything else asks again."""
    accord = entites(tracker).get("accord")
    if accord is True or intent_du_message(tracker) == "affirmer":
        demandes().envoyer(tracker.sender_id)
        dispatcher.utter_message(response="utter_demande_envoyee")
        return _finir()
    if accord is False or _annule(tracker):
        return _annuler(dispatcher, tracker)
    return _suivre(dispatcher, sue)


def _annuler(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    demandes().abandonner(tracker.sender_id)
    dispatcher.utter_message(response="utter_demande_annulee")
    return _finir()


def _finir() -> list[dict[str, Any]]:
    return [SlotSet("demande", None), SlotSet("requested_slot", None)]


def _suivre(
    dispatcher: CollectingDispatcher, sue: dict[str, str], repose: bool = True
) -> list[dict[str, Any]]:
    """Asks for the first field that is missing, then for the agreement."""
    suivante = next((f"{PREFIXE}{champ}" for champ in CHAMPS if champ not in sue), ACCORD)
    if repose:
        dispatcher.utter_message(
            response=f"utter_demander_{suivante}",
            **{f"{PREFIXE}{champ}": v for champ, v in sue.items()},
        )
    return [SlotSet("demande", sue), SlotSet("requested_slot", suivante)]
