"""« Et si… »: a change made on a copy of the dossier, compared, and kept only if the person says so."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dossier import texte_du_message
from vte.dossier import dire
from vte.entretien import Entretien, noter
from vte.francais import lire
from vte.regles import comparer, presentation

OUVERTE = "ouverte"  # the person pressed « Et si… » and has not yet said what


def changes_dits(tracker: Tracker, avant: Entretien) -> dict[str, Any]:
    """The facts of the last message that differ from those known; what they contradict becomes unknown."""
    demandee = tracker.get_slot("requested_slot")
    lecture = lire(texte_du_message(tracker))
    faits = (
        lecture.faits
        or lire(texte_du_message(tracker), demandee or tracker.get_slot("derniere")).faits
    )
    essai = noter(avant, faits).faits
    return {
        cle: essai.get(cle)
        for cle in {**avant.faits, **essai}
        if essai.get(cle) != avant.faits.get(cle) and cle != "profil"
    }


def comparer_et_dire(
    dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien
) -> list[dict[str, Any]]:
    """Says what the change would change; returns the events that keep it in mind."""
    changes = changes_dits(tracker, avant)
    if not changes:
        dispatcher.utter_message(response="utter_et_si")
        return [SlotSet("et_si", OUVERTE)]
    comparaison = comparer(avant.dossier, changes)
    apres = comparaison.apres
    dits = dire({cle: v for cle, v in changes.items() if v is not None})
    dispatcher.utter_message(
        response=f"utter_et_si_{apres['statut']}",
        changes=dits,
        en_bref=presentation.en_bref(apres),
        obstacles=presentation.obstacles(apres),
    )
    if differences := presentation.differences(comparaison):
        dispatcher.utter_message(response="utter_et_si_differences", differences=differences)
    dispatcher.utter_message(response="utter_et_si_garder")
    return [SlotSet("et_si", changes)]


def refermer(tracker: Tracker) -> list[dict[str, Any]]:
    """« Et si… » waits for the next message only: whatever it is, the one after states facts again."""
    return [SlotSet("et_si", None)] if tracker.get_slot("et_si") == OUVERTE else []


def garder(tracker: Tracker, avant: Entretien) -> Entretien:
    """The interview with the change that was last compared; the same one when there is none."""
    changes = tracker.get_slot("et_si")
    return (
        noter(avant, {cle: v for cle, v in changes.items() if v is not None})
        if isinstance(changes, dict)
        else avant
    )
