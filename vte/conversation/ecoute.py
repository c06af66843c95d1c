"""What a message changes in the interview, whatever it is: facts, a question, an order, a doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from vte.conversation import essai, ordres
from vte.conversation.echange import Echange, Ecoute
from vte.conversation.entretien import entendre, noter, passer, peut_poursuivre
from vte.conversation.reponses import repondre
from vte.dossier import CLES

INFORMER, NE_SAIT_PAS = "informer", "ne_sait_pas"
# In a question about the rules (« et en alternance ? »), these words are no statement.
_GENERALITES = {"profil", "taille", "contrat", "duree_mois", "niveau_obtenu", "niveau_prepare"}


def ecouter(echange: Echange) -> Ecoute:
    """What the message itself calls for (an answer, a comparison), and what it changes."""
    message = echange.message
    if message.charge is not None and message.intent == INFORMER:
        return _choisir(echange, message.charge)
    return _PAR_INTENT.get(message.intent, _lire)(echange)


def _choisir(echange: Echange, choisis: Mapping[str, Any]) -> Ecoute:
    """What a button says: facts, the key to say again, or to go on in spite of a refusal."""
    suite = noter(echange.entretien, {cle: v for cle, v in choisis.items() if cle in CLES})
    if (cle := choisis.get("a_modifier")) in CLES:
        suite = replace(suite, a_modifier=cle)
    poursuivre = suite.poursuivre or bool(choisis.get("poursuivre"))
    return Ecoute(replace(echange.etat, entretien=replace(suite, poursuivre=poursuivre)))


def _lire(echange: Echange) -> Ecoute:
    """Facts, or « je ne sais pas »."""
    etat, message = echange.etat, echange.message
    ignore, lecture = message.intent == NE_SAIT_PAS, message.lecture
    if lecture.faits and echange.essai_ouvert:
        return essai.comparer_le_message(echange)
    suite = entendre(etat.entretien, lecture.faits, lecture.lieu)
    if ignore and suite == etat.entretien:
        return Ecoute(replace(etat, entretien=passer(suite, etat.question)))
    # Understood too: the same fact said twice, if it answers the question; and who is speaking.
    connu = suite != etat.entretien or etat.question in lecture.faits or bool(message.profil)
    compris = connu or etat.question is None
    return Ecoute(replace(etat, entretien=suite), compris=compris, lecture=lecture)


def _repondre(echange: Echange) -> Ecoute:
    """A question about the VTE: its answer, and the facts that come with it."""
    etat, lecture = echange.etat, echange.message.lecture
    faits, lieu = lecture.hors_question, lecture.affirmee.lieu
    if etat.question in lecture.avant_la_question:  # « 45, et c'est quoi le montant ? »
        faits, lieu = lecture.avant_la_question, None
    general = set(faits) <= _GENERALITES and lieu is None
    suite = etat.entretien if general else entendre(etat.entretien, faits, lieu)
    dite = None if general else lecture
    return Ecoute(replace(etat, entretien=suite), (repondre(echange.message),), lecture=dite)


def _affirmer(echange: Echange) -> Ecoute:
    """« Oui » after a refusal goes on with the questions that are left; it answers no question."""
    etat = echange.etat
    if etat.question is None and peut_poursuivre(etat.entretien, echange.verdict):
        return Ecoute(replace(etat, entretien=replace(etat.entretien, poursuivre=True)))
    return replace(_lire(echange), suivre=True)


def _demander_aides(echange: Echange) -> Ecoute:
    """The wish to check a recruitment; said again, why the open question is put."""
    if echange.etat.question:
        return ordres.expliquer(echange)
    return replace(_lire(echange), suivre=True)


_PAR_INTENT: Mapping[str, Callable[[Echange], Ecoute]] = {
    "faq": _repondre,
    "affirmer": _affirmer,
    "demander_aides": _demander_aides,
    "expliquer_question": ordres.expliquer,
    "recapituler": ordres.recapituler,
    "recommencer": ordres.recommencer,
    "effacer": ordres.effacer,
    "modifier": ordres.modifier,
    "comparer": essai.essayer,
    "garder": essai.adopter,
}
