"""A question that says half of what it asks: « le plafond, c'est combien ? », « ça bloque où ? ».

What was just spoken of says the rest: the fact that is named, else the one on which the refusal
rests, else the one that is being asked or was said last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from vte.comprehension.asked import asked
from vte.comprehension.hesitation import REPLI
from vte.comprehension.vocabulary import full_words_of
from vte.conversation.etat import Etat
from vte.conversation.message import Message
from vte.conversation.refus import cle_du_refus
from vte.dossier import Dossier, cle_nommee, question_de
from vte.lecture.choix import cle_ouverte
from vte.regles import Verdict
from vte.texte import aplatir

# What a question of this kind is taken for besides.
_AUTRES = {"ne_sait_pas", "etre_rappele", "expliquer_question", "recapituler", "repeter"}
_QUESTIONS = {"faq", "dossier", REPLI, *_AUTRES}
_BORNE = re.compile(
    r"\b(?:plafonds?|limites?|maximums?|maxi|minimums?|mini|max|min|seuils?|regles?|exigez?"
    r"|fallu|faudrait|il faut|jusqu'a combien)\b"
)
# Words beside which nothing says of what the limit is.
_VIDE = re.compile(
    r"plafonds?|limites?|maximum|maxi|minimum|mini|seuils?|regles?|faut|fallu|faudrait|combien"
    r"|exacte?|exactement|precisement|juste|rappele[rz]?|rappelles?|redi[st]e?s?|depasser|atteindre"
    r"|temps|autorisee?|fixee?|prevue?|deja|pouvez|dire"
)
_BLOQUE = re.compile(
    r"\b(?:souci|probleme|coince|cloche)\b|\bbloque\b[^?]*\?"
    r"|\bqui (?:bloque|ecarte|va pas|ne va pas|empeche|gene|pose)\b"
)
# « Merci, et ensuite ? » : what comes next is what is asked.
_MERCI = {"remercier", "complimenter", "affirmer"}
_ENSUITE = re.compile(
    r"\bet (?:ensuite|apres|maintenant|la suite)\b|\b(?:je|on) fai[st] quoi\b|\bla suite\s*\?"
)
# The topic of a question about a key of the dossier.
_SUJETS: Mapping[str, str] = {
    "commune": "faq/territoire_definition",
    "effectif": "faq/taille",
    "contrat": "faq/contrats",
    "duree_mois": "faq/duree",
    "date_debut": "faq/periode",
    "niveau_obtenu": "faq/diplome",
    "niveau_prepare": "faq/alternance",
    "date_diplome": "faq/anciennete_diplome",
}


def completer(etat: Etat, message: Message, juger: Callable[[Dossier], Verdict]) -> Message:
    """The message with the topic that the conversation gives it, where it says half of one.

    `juger`: gives the verdict of a dossier, asked of the one before the message where it counts.
    Errors: BaseAbsente, BaremeInvalide.
    """
    if message.charge is not None or message.lecture.du_recrutement:
        return message
    if message.intent in _MERCI:
        ensuite = _ENSUITE.search(aplatir(message.texte))
        return replace(message, intent="continuer") if ensuite else message
    if message.intent not in _QUESTIONS:
        return message
    posee = aplatir(asked(message.texte) or message.texte)
    dossier = etat.entretien.dossier
    if etat.annonce and _BLOQUE.search(posee) and juger(dossier).refuse:
        return replace(message, intent="expliquer_question", sujet=None, hesite=())
    if _BORNE.search(posee) and (sujet := _de_la_borne(posee, etat, message, juger)):
        return replace(message, intent="faq", sujet=sujet, hesite=())
    return _selon_le_verdict(etat, message)


def _de_la_borne(
    posee: str, etat: Etat, message: Message, juger: Callable[[Dossier], Verdict]
) -> str | None:
    """The topic of the fact that has this limit; None where something else is said to have it."""
    if nommee := cle_nommee(posee):
        compris = message.sujet in _SUJETS.values() and not message.hesite
        return None if compris else _SUJETS.get(nommee)
    if any(not _VIDE.fullmatch(mot) for mot in full_words_of(posee)):
        return None
    dont = cle_du_refus(juger(etat.entretien.dossier)) if etat.annonce else None
    parle = dont or cle_ouverte(etat.question) or etat.derniere
    return _SUJETS.get(str(question_de(parle))) if parle else None


def _selon_le_verdict(etat: Etat, message: Message) -> Message:
    """Of a topic of the dossier and one of the VTE, as near: before a verdict the second, then
    the likelier, but that what one gets in all is of the dossier."""
    siens = [nom for nom in message.hesite if nom.startswith("dossier/")]
    if len(siens) != 1:
        return message
    autre = next(nom for nom in message.hesite if nom not in siens)
    sien = etat.annonce and siens[0] in (message.hesite[0], "dossier/total")
    sujet = siens[0] if sien else autre
    return replace(message, intent=sujet.partition("/")[0], sujet=sujet, hesite=())
