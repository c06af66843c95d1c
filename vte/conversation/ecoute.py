"""What a message changes in the interview, whatever it is: facts, a question, an order, a doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from vte.comprehension.langue import autre_langue
from vte.comprehension.sujets import propositions
from vte.conversation import autrement, bilan, essai, ordres
from vte.conversation.annulation import annuler
from vte.conversation.doute import NE_SAIT_PAS, Doute
from vte.conversation.echange import Echange, Ecoute
from vte.conversation.entretien import passer, peut_poursuivre
from vte.conversation.parole import Bouton, Parole
from vte.conversation.reponses import MA_COMMUNE, repondre
from vte.dossier import CLES

INFORMER = "informer"
UN_CAS = 2  # facts: who states as many tells their case, whatever they ask with it
# Asked of the conversation itself: what was being asked back still is.
_EN_PASSANT = {"expliquer_question", "recapituler", "repeter", "simplifier"}


def ecouter(echange: Echange) -> Ecoute:
    """What the message itself calls for (an answer, a comparison), and what it changes."""
    message = echange.message
    if message.hesite and not _enonce(echange):
        return _choisir_le_sujet(echange)
    if message.charge is not None and message.intent == INFORMER:
        return _choisir(echange, message.charge)
    entendu = (_lire if _enonce(echange) else _PAR_INTENT.get(message.intent, _lire))(echange)
    if message.intent in _EN_PASSANT and entendu.suivre is not False:
        return replace(entendu, doute=echange.prise.doute)
    return entendu


def _enonce(echange: Echange) -> bool:
    """Whether the message states a fact, and only resembles a question or an order.

    « Je vous réponds mais allez au but. CDI. » is no « pourquoi ? »; « 52, c'est marqué sur
    l'annonce » asks for no choice between two topics.
    """
    message, lecture = echange.message, echange.message.lecture
    if not message.hesite and message.intent not in _EN_PASSANT:
        return False
    un_cas = len(lecture.du_recrutement) >= UN_CAS
    return un_cas or (echange.apporte and "?" not in message.texte)


def _choisir(echange: Echange, choisis: Mapping[str, Any]) -> Ecoute:
    """What a button says: facts, the key to say again, or to go on in spite of a refusal."""
    suite, doute = echange.prise.entretien, echange.prise.doute
    if (cle := choisis.get("a_modifier")) in CLES:
        suite = replace(suite, a_modifier=cle)
    poursuivre = suite.poursuivre or bool(choisis.get("poursuivre"))
    etat = replace(echange.etat, entretien=replace(suite, poursuivre=poursuivre))
    return Ecoute(etat, doute=doute)


def _lire(echange: Echange) -> Ecoute:
    """Facts, or « je ne sais pas »."""
    etat, lecture = echange.etat, echange.message.lecture
    if echange.essai_ouvert and (lecture.faits or lecture.doutes or lecture.supposes):
        return essai.comparer_le_message(echange)
    lu = ordres.prendre(echange)
    suite = lu.etat.entretien
    if echange.message.intent == NE_SAIT_PAS and suite == etat.entretien and not lu.doute:
        return Ecoute(replace(etat, entretien=passer(suite, etat.question)))
    # Understood too: the same fact said again in answer, who is speaking, what is asked back.
    connu = suite != etat.entretien or etat.question in lecture.faits
    entendu = connu or bool(echange.message.profil or lu.doute)
    return replace(lu, compris=entendu or etat.question is None)


def _repondre(echange: Echange) -> Ecoute:
    """A question about the VTE: its answer, and the facts that come with it."""
    message, lu = echange.message, ordres.prendre(echange)
    dites = repondre(message.sujet, message, lu.etat.entretien.dossier, echange.juger)
    etat = replace(lu.etat, sujet=message.sujet)
    doute = None if _ailleurs(echange, lu.doute) else lu.doute
    return replace(lu, etat=etat, paroles=(*dites, *lu.paroles), doute=doute)


def _ailleurs(echange: Echange, doute: Doute | None) -> bool:
    """Whether the place in doubt is only one that is asked about, beside that of the post."""
    connue = "commune" in echange.entretien.faits
    return bool(connue and doute and doute.cle == "commune" and echange.message.sujet == MA_COMMUNE)


def _du_dossier(echange: Echange) -> Ecoute:
    """A question about this dossier: answered from its verdict, with the facts that it brings."""
    lu = ordres.prendre(echange)
    if echange.apporte:
        return replace(lu, suivre=True)  # « et à Carros, c'est bon ? »: the new verdict answers
    return replace(bilan.repondre(echange, echange.message.sujet), doute=lu.doute)


def _hors_sujet(echange: Echange) -> Ecoute:
    """Nothing of it is a fact of the recruitment, whatever it looks like."""
    if langue := autre_langue(echange.message.texte):
        return Ecoute(echange.etat, (Parole(f"utter_langue_{langue}"),))
    if echange.etat.question is None:
        return Ecoute(echange.etat, (Parole("utter_hors_sujet"),))
    return Ecoute(echange.etat, compris=False)


def _choisir_le_sujet(echange: Echange) -> Ecoute:
    """Two topics are as near: which one is meant is asked, and the facts are taken."""
    lu = ordres.prendre(echange)
    connues = propositions()
    boutons = tuple(
        Bouton(connues[nom].titre, connues[nom].payload) for nom in echange.message.hesite
    )
    posee = Parole("utter_deux_sujets", boutons=boutons)
    return replace(lu, paroles=(posee, *lu.paroles), suivre=False)


def _affirmer(echange: Echange) -> Ecoute:
    """« Oui » after a refusal goes on with the questions that are left; it answers no question."""
    etat = echange.etat
    if etat.question is None and peut_poursuivre(etat.entretien, echange.verdict):
        return Ecoute(replace(etat, entretien=replace(etat.entretien, poursuivre=True)))
    if etat.question is None and etat.annonce and not echange.message.lecture.mentions:
        return ordres.continuer(echange)  # « ok », after a verdict
    return replace(_lire(echange), suivre=True)


def _nier(echange: Echange) -> Ecoute:
    """« Ce n'est pas possible alors ? », once refused: why; before, it is read as an answer."""
    etat = echange.etat
    if etat.question is None and etat.annonce and not echange.apporte:
        return ordres.expliquer(echange)
    return _lire(echange)


def _demander_aides(echange: Echange) -> Ecoute:
    """The wish to check a recruitment; said again, why the open question is put."""
    if echange.etat.question and not echange.prise.doute:
        return ordres.expliquer(echange)
    return replace(_lire(echange), suivre=True)


_PAR_INTENT: Mapping[str, Callable[[Echange], Ecoute]] = {
    "faq": _repondre,
    "dossier": _du_dossier,
    "hors_sujet": _hors_sujet,
    "affirmer": _affirmer,
    "nier": _nier,
    "demander_aides": _demander_aides,
    "expliquer_question": ordres.expliquer,
    "recapituler": ordres.recapituler,
    "recommencer": ordres.recommencer,
    "effacer": ordres.effacer,
    "modifier": ordres.modifier,
    "comparer": essai.essayer,
    "garder": essai.adopter,
    "annuler": annuler,
    "revenir": ordres.revenir,
    "continuer": ordres.continuer,
    "repeter": autrement.repeter,
    "simplifier": autrement.simplifier,
    "en_savoir_plus": autrement.en_savoir_plus,
}
