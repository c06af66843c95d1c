"""What is asked of the assistant itself: sum up, explain, begin again, erase, change an answer."""

from __future__ import annotations

from dataclasses import replace

from vte.conversation import bilan, recrutements
from vte.conversation.annonce import est_annonce, motiver
from vte.conversation.echange import Echange, Ecoute
from vte.conversation.etat import Etat
from vte.conversation.parole import Bouton, Parole, charge
from vte.dossier import LES_CLES, cle_nommee, dire, question_de


def prendre(echange: Echange) -> Ecoute:
    """The facts that the message states, what it leaves in doubt, the recruitments that wait."""
    prise, lecture = echange.prise, echange.message.lecture
    plusieurs = lecture.recrutements if len(lecture.recrutements) > 1 else ()
    suivants = plusieurs[1:] or echange.etat.suivants
    return Ecoute(
        replace(echange.etat, entretien=prise.entretien, suivants=suivants),
        (recrutements.annoncer(plusieurs),) if plusieurs else (),
        lecture=lecture,
        doute=prise.doute,
    )


def recapituler(echange: Echange) -> Ecoute:
    faits = echange.entretien.faits
    parole = Parole("utter_recapitulatif_vide")
    if faits:
        parole = Parole("utter_recapitulatif", {"faits": dire(faits)})
    return Ecoute(echange.etat, (parole,))


def expliquer(echange: Echange) -> Ecoute:
    """« Pourquoi ? » : of the open question and of the verdict, else of what is asked.

    Where the rules say something else than what was announced, that is announced first.
    """
    etat, dites = echange.etat, []
    if etat.annonce and not est_annonce(etat, echange.verdict):
        return Ecoute(etat, suivre=True)
    if etat.question:
        dites.append(Parole(f"utter_explique_{etat.question}"))
    if etat.annonce:
        dites.append(motiver(echange.verdict))
    return Ecoute(etat, tuple(dites) or (Parole("utter_explique"),))


def revenir(echange: Echange) -> Ecoute:
    """« Retour » : the answer that was given last, or that is named, is to be said again."""
    etat, avant = echange.etat, echange.entretien
    derniere = cle_nommee(echange.message.texte) or (etat.derniere and question_de(etat.derniere))
    if derniere is None:
        return Ecoute(etat, (Parole("utter_rien_avant"),), suivre=True)
    return Ecoute(replace(etat, entretien=replace(avant, a_modifier=derniere)), suivre=True)


def continuer(echange: Echange) -> Ecoute:
    """« Et ensuite ? » : the open question, or what to do after the verdict."""
    if echange.etat.question is None and echange.etat.annonce:
        return bilan.repondre(echange, bilan.SUITE)
    return Ecoute(echange.etat, suivre=True)


def recommencer(echange: Echange) -> Ecoute:
    """Everything is forgotten but how often one was not understood."""
    vide = Etat(echecs=echange.etat.echecs)
    return Ecoute(vide, (Parole("utter_recommencer"),), suivre=True)


def effacer(echange: Echange) -> Ecoute:
    """Once confirmed, the channel reads `effacer` in the answer and forgets everything after it."""
    certain = (echange.message.charge or {}).get("certain")
    parole = Parole("utter_efface" if certain else "utter_confirmer_effacement")
    return Ecoute(echange.etat, (parole,), suivre=False)


def modifier(echange: Echange) -> Ecoute:
    """A change said with its value, or of a key that is named, or to be chosen."""
    avant, lu = echange.entretien, prendre(echange)
    if echange.apporte:
        return lu
    if nommee := cle_nommee(echange.message.texte):
        return Ecoute(replace(echange.etat, entretien=replace(avant, a_modifier=nommee)))
    return Ecoute(echange.etat, (Parole("utter_modifier", boutons=_cles()),), suivre=False)


def _cles() -> tuple[Bouton, ...]:
    return tuple(
        Bouton(cle.titre, charge(a_modifier=cle.nom)) for cle in LES_CLES.values() if cle.demandee
    )
