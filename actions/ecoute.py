"""What a message changes in the interview, whatever it is: facts, a question, an order, a doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import faq, ordres
from actions.dossier import (
    FAQ,
    Ecoute,
    entites,
    est_charge_utile,
    est_une_generalite,
    intent_du_message,
    texte_du_message,
)
from actions.hypothese import OUVERTE
from vte.dossier import CLES
from vte.entretien import CHOIX, Entretien, entendre, noter, passer, peut_poursuivre
from vte.lecture import Lecture, lire
from vte.lecture.choix import choisir

INFORMER, NE_SAIT_PAS, AFFIRMER = "informer", "ne_sait_pas", "affirmer"
_PREMIERE = re.compile(r"[,;.!]")  # what parts an answer from the question that follows it


def ecouter(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """Says what the message itself calls for (an answer, a comparison), and gives what it changes."""
    if est_charge_utile(tracker) and intent_du_message(tracker) == INFORMER:
        return Ecoute(_choix(avant, entites(tracker)))
    repond = _ORDRES.get(intent_du_message(tracker), _faits)
    return repond(dispatcher, tracker, avant)


def _choix(avant: Entretien, choisis: dict[str, Any]) -> Entretien:
    """What a button says: facts, the key to say again, or the wish to go on in spite of a refusal."""
    suite = noter(avant, {cle: v for cle, v in choisis.items() if cle in CLES})
    if (cle := choisis.get("a_modifier")) in CLES:
        suite = replace(suite, a_modifier=cle)
    return replace(suite, poursuivre=suite.poursuivre or bool(choisis.get("poursuivre")))


def _faits(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """Facts, or « je ne sais pas »."""
    demandee, texte, intent = (
        tracker.get_slot("requested_slot"),
        texte_du_message(tracker),
        intent_du_message(tracker),
    )
    if intent == NE_SAIT_PAS and est_charge_utile(tracker):
        return Ecoute(passer(avant, demandee))
    if demandee == CHOIX and (code := choisir(texte, avant.possibles)):
        return Ecoute(noter(avant, {"commune": code}))
    lecture = lire(texte, demandee)
    if lecture.faits and tracker.get_slot("et_si") == OUVERTE:
        return ordres.comparer(dispatcher, tracker, avant)
    suite = entendre(avant, lecture)
    if suite == avant and demandee is None:  # « finalement 60 » corrects what was said last
        lecture = lire(texte, tracker.get_slot("derniere"))
        suite = entendre(avant, lecture)
    if suite == avant and intent == NE_SAIT_PAS:
        return Ecoute(passer(avant, demandee))
    # Understood too: the same fact said twice, if it answers the question; and who is speaking, which Rasa has noted already.
    connu = suite != avant or demandee in lecture.faits or "profil" in entites(tracker)
    return Ecoute(suite, compris=connu or demandee is None, lecture=lecture)


def _question(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """A question about the VTE: its answer, and the facts that come with it (« 45, et c'est quoi le montant ? »)."""
    faq.repondre(dispatcher, tracker)
    texte, demandee = texte_du_message(tracker), tracker.get_slot("requested_slot")
    reponse, _, reste = _PREMIERE.sub("\0", texte, count=1).partition("\0")
    debut = lire(reponse, demandee) if demandee and reste else Lecture()
    if demandee in debut.faits and not est_une_generalite(debut):
        return Ecoute(entendre(avant, debut), lecture=debut)
    lecture = lire(texte)
    return (
        Ecoute(avant)
        if est_une_generalite(lecture)
        else Ecoute(entendre(avant, lecture), lecture=lecture)
    )


def _affirmer(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """« Oui » after a refusal goes on with the questions that are left; it answers no open question."""
    if tracker.get_slot("requested_slot") is None and peut_poursuivre(avant):
        return Ecoute(replace(avant, poursuivre=True))
    return replace(_faits(dispatcher, tracker, avant), suivre=True)


def _demander_aides(dispatcher: CollectingDispatcher, tracker: Tracker, avant: Entretien) -> Ecoute:
    """The wish to check a recruitment, and the facts said with it; asked again, why the open question is put."""
    if tracker.get_slot("requested_slot"):
        return ordres.expliquer(dispatcher, tracker, avant)
    return replace(_faits(dispatcher, tracker, avant), suivre=True)


_ORDRES: dict[str, Callable[[CollectingDispatcher, Tracker, Entretien], Ecoute]] = {
    FAQ: _question,
    AFFIRMER: _affirmer,
    "demander_aides": _demander_aides,
    "expliquer_question": ordres.expliquer,
    "recapituler": ordres.recapituler,
    "recommencer": ordres.recommencer,
    "effacer": ordres.effacer,
    "modifier": ordres.modifier,
    "comparer": ordres.comparer,
    "garder": ordres.adopter,
}
