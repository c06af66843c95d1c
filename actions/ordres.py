"""What is asked of the assistant itself: sum up, explain, begin again, erase, change an answer, compare, keep."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import Ecoute, entites, texte_du_message
from actions.hypothese import comparer_et_dire, garder
from actions.verdict import motiver
from vte.dossier import cle_nommee, dire
from vte.entretien import Entretien, entendre
from vte.francais import lire

# What begin again forgets besides the interview.
_SI = re.compile(r"\bsi\b|suppos|imagin|admett|hypoth", re.I)
_OUBLIES = ("annonce", "derniere", "et_si", "posees")


def recapituler(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    if avant.faits:
        dispatcher.utter_message(response="utter_recapitulatif", faits=dire(avant.faits))
    else:
        dispatcher.utter_message(response="utter_recapitulatif_vide")
    return Ecoute(avant)


def expliquer(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """« Pourquoi ? » : of the open question, else of the verdict, else of what is asked."""
    demandee = tracker.get_slot("requested_slot")
    if demandee or not tracker.get_slot("annonce"):
        dispatcher.utter_message(
            response=f"utter_explique_{demandee}" if demandee else "utter_explique"
        )
    else:
        motiver(dispatcher, avant)
    return Ecoute(avant)


def recommencer(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    dispatcher.utter_message(response="utter_recommencer")
    return Ecoute(Entretien(), suivre=True, evenements=[SlotSet(nom, None) for nom in _OUBLIES])


def effacer(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """Once confirmed, the channel reads `effacer` in the answer and forgets everything after it."""
    dispatcher.utter_message(
        response="utter_efface" if entites(tracker).get("certain") else "utter_confirmer_effacement"
    )
    return Ecoute(avant, suivre=False)


def modifier(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """A change said with its value, or of a key that is named, or to be chosen."""
    lecture = lire(texte_du_message(tracker))
    suite = entendre(avant, lecture)
    if suite != avant:
        return Ecoute(suite, lecture=lecture)
    if cle := cle_nommee(texte_du_message(tracker)):
        return Ecoute(replace(avant, a_modifier=cle))
    dispatcher.utter_message(response="utter_modifier")
    return Ecoute(avant, suivre=False)


def comparer(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """A trial; but « et à Oyonnax ? » while the commune is asked is its answer."""
    texte, demandee = texte_du_message(tracker), tracker.get_slot("requested_slot")
    lecture = lire(texte, demandee)
    if demandee in lecture.faits and not _SI.search(texte):
        return Ecoute(entendre(avant, lecture), lecture=lecture)
    return Ecoute(avant, suivre=False, evenements=comparer_et_dire(dispatcher, tracker, avant))


def adopter(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    suite = garder(tracker, avant)
    evenements: list[dict[str, Any]] = [SlotSet("et_si", None)]
    return Ecoute(
        suite, compris=suite != avant, suivre=suite != avant or None, evenements=evenements
    )
